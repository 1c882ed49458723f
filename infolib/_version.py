"""The one place that holds the version of the library and of the course."""

__version__ = "0.1.0"
