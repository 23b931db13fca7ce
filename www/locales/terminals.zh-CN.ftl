# The view terminals: loaded with it.

