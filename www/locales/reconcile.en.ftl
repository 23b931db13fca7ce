# The view reconcile: loaded with it.

