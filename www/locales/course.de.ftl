# The view course: loaded with it.

