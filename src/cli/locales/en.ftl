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

# Issuers by name.
cli-issuers-about = Issuers that are known by name, catalogue of { $catalogue }. Nobody in it is trusted by itself: --trust-group GROUP switches a group on, for one run.
cli-issuers-formats = for: { $formats }
cli-issuers-member = { $name }, until { $until }
cli-issuers-candidate = not established, no member: { $name }
cli-issuers-missing = not covered: { $name } ({ $publisher })
cli-issuers-none = no member yet: it cannot be switched on
cli-issuers-group = member of the group { $group }
cli-issuers-old = rests on a list that may be out of date: for recognition alone, it cannot be switched on
cli-issuers-key = A public key without a certificate: it names nobody. Compare the SHA-256 with what its owner publishes before you trust it.
cli-issuers-unknown = The catalogue does not know this certificate.

# Batch.
note-several-codes = There is more than one code in this record: give one each.
note-pdf-not-read = A batch does not read the text of a PDF, and no signature was found in this one: check it by itself, or give a photo of the slip or its code.
note-no-json = This line is no JSON object, or has a member twice: nothing was read of it.
note-check-ended = The check of this item was ended: { $reason ->
    [time] it took too long
    [size] it holds too much
   *[fault] the program failed
}. Check it by itself.
cli-batch-rows = Rows: { $count }
cli-batch-sum-verified = Sum of verified slips, each once, refunds taken off: { $sum }
cli-batch-sum-half = Sum of genuine slips with reservations (print not compared): { $sum }
cli-batch-sum-test = Sum of tests, no real sales: { $sum }
cli-batch-sum-other = Sum of all others: { $sum }
cli-batch-would-now-fit = { $count } receipts that were written before would now fit the key that later ones have in common: check again to see it.
cli-batch-not-found = there is no such file
cli-batch-damaged = damaged, or cannot be read
cli-batch-too-deep = too deep within archives or folders: unpack it first
cli-batch-key-material = certificates, keys or revocation lists, no slip; not trusted
cli-batch-cancelled = Interrupted: this is what was done until then.
