# The view incidents: loaded with it.

