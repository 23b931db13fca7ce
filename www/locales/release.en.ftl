# In the foot and on the printed report: which release this page is, and how to compare.
release-short = Release { $digest }
release-whole = SHA-256 of this release’s list of files (release.json):
release-how = Anyone can compare: the command below holds every file at this address against the list, and a build of your own from commit { $commit } gives the same digest.
release-doubt = What stands here is what the page says of itself. In doubt, compare on another device, with the digest that the publisher names.
release-other = The site has another release by now than the page on this screen. Load it again.
release-list = List of files
release-licences = Licences
