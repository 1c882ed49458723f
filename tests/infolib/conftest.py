import hypothesis

hypothesis.settings.register_profile(
    "infolib", derandomize=True, deadline=None, max_examples=40, database=None
)
hypothesis.settings.load_profile("infolib")
