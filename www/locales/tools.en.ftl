# The list of tools for shops, and what they share: loaded with the first of them.

tools-title = Tools for shops
tools-lead = Many slips at once, three documents held against each other, audits, a record of what happened. All of it on this device.
tools-batch = A drawer of slips, photos, files or codes, judged in one go, problems first.
tools-reconcile = Do slips, the acquirer’s statement and the bank’s agree, and where not.
tools-audit = RKSV journal, TSE export, DSFinV-K: complete, without gaps, unchanged?
tools-incidents = Write down what happened, who was told and what is awaited, until it is closed.
tools-terminals = Each terminal’s certificates, clock, faults and check-up.
tools-course = Twelve slips with something wrong: what would you do?
