# What only a terminal says; everything else is in the page's catalogue.
cli-slip = Slip { $number } of { $count }
cli-accepted = Accepted
cli-accepted-why = A path leads from this certificate to one that you trust, and keeps every rule.
cli-not-accepted = Not accepted
cli-not-accepted-why = No path that keeps every rule leads from this certificate to one that you trust.
cli-path = Path
cli-copy-merchant = merchant copy
cli-copy-cardholder = cardholder copy
cli-copy-bank = bank copy
cli-reprint = marked as a reprint
cli-test = marked as a test
cli-device-failed = marked as signed without its device
cli-as-printed = printed as
cli-corrected = read as
cli-uncertain = could also be
cli-nothing-read = No member of a slip was recognised in this text.
cli-issue-warning = Note: verifiers will not accept this slip: { $causes }.

# Notes and evidence that the page's catalogue does not have; where it has them, its own are taken.
note-read-by-machine = The printed text was read off the picture by machine.
note-corrected-by-hand = Corrected by hand: { $field }, now { $value }.
