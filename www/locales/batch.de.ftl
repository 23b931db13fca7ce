# The view batch: loaded with it.

