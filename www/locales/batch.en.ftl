# The view batch: loaded with it.

batch-intake = Give
batch-lead = Many photos, texts, PDFs, OFDs, a table with a column of codes (CSV), JSON lines, ZIP or TAR, or a whole folder: drop them here, choose or paste them.
batch-about = All of it is checked on this device. Unless you ask to keep it, nothing is left when the page is closed.
batch-files = Choose files
batch-more-files = Add files
batch-folder = Choose a folder
batch-scan = Scan one by one
batch-scan-label = Keep the cursor here and scan with a hand scanner; each code ends with Enter
batch-scan-wait = Waiting for the first code.
batch-camera = Scan with the camera
batch-camera-next = Scan the next one with the camera
batch-progress = Progress
batch-state-unpacking = Reading: { $total } items found
batch-state-running = Checking: { $done } of { $total }
batch-state-paused = Paused: { $done } of { $total }
batch-state-cancelled = Cancelled: { $done } of { $total } were checked
batch-state-done = Done: { $done } items
batch-state-failed = What checks a batch could not be loaded. Check the network and try again.
batch-rate = { $rate } a second, about { $seconds } seconds left
batch-full = A batch holds 200,000 items at most; what came after was not read. Give it in parts, or use the command line: slipcheck batch.
batch-pause = Pause
batch-cancel = Cancel
batch-go-on = Go on
batch-again = Check again with what is trusted now
batch-clear = Clear and begin anew
batch-keep = Keep this batch on this device
    .detail = So that it can be gone on with after a reload. Slips are personal data: they stay in this browser until you take the tick away.
batch-keep-refused = The browser has no room or keeps nothing: the batch is not kept, but is here until the page is closed. Export it first.
batch-keep-gone = Another tab removed this batch from the device. It is here until the page is closed; to keep it again, set the tick again.
batch-cleared = The batch was cleared.
batch-undo = Undo
batch-kept = Kept batches
batch-kept-one = { $time }: { $done } of { $total } checked
batch-kept-elsewhere = This batch is open in another tab.
batch-forget = Remove
batch-forget-elsewhere = Another tab has this batch open. If you remove it, that tab no longer keeps it.
batch-forget-sure = Remove it all the same
batch-nothing-to-open = This row holds nothing to open: its line has no member or column with a code (“code”).
batch-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
batch-half = Genuine, with reservations
batch-passed = Audit passed
batch-failed = Audit failed
batch-incomplete = Audit incomplete
batch-contradicted = Contradiction: print and code differ
batch-message-paid = Message: paid
batch-message-paid-to-other = Message: paid to ANOTHER merchant
batch-message-accepted = Message: taken, result to come
batch-message-pending = Message: still PENDING
batch-message-failed = Message: payment FAILED
batch-message-closed = Message: CLOSED
batch-message-refunded = Message: REFUNDED
batch-message-sealed = Message: sealed, outcome unknown
batch-message-not-a-payment = Message: not about a payment
batch-message-unknown = Message: outcome unclear
batch-message-test = Message: TEST, no money
batch-not-paid = Verified is not paid.
batch-sum-verified = Sum of the verified, each slip once, refunds taken off
batch-sum-half = Sum of the genuine with reservations
batch-sum-test = Sum of tests: no real sales
batch-sum-other = Sum of the others
batch-span = From – to
batch-would-now-fit = { $count } earlier receipts would fit now, together with later ones. Check again.
batch-tools = Find and export
batch-search = Search
batch-group = Group by
batch-group-none = Not at all
batch-group-cause = Cause
batch-group-terminal = Terminal
batch-group-day = Day
batch-group-cause-none = No cause
batch-group-terminal-none = No terminal
batch-group-day-none = No day
batch-group-all = All groups
batch-order = Order
batch-order-worst = Problems first
batch-order-given = As given
batch-print = Print
batch-terminal = Terminal
batch-shown = { $count } shown
batch-list = Results
batch-duplicate = The same slip stands in this batch already: { $key }
batch-duplicate-tag = again
batch-findings = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
batch-line = Line { $line }
batch-unread = { $count ->
    [one] { $count } file gave no row
   *[other] { $count } files gave no row
}
batch-why-not-found = not found; choose it again
batch-why-damaged = cannot be read, or not all of it, or unpacks to far too much; try another copy
batch-why-too-deep = lies in too many archives; unpack it first
batch-why-key-material = certificates or keys, no slip, and not trusted; to trust them go to Certificates
batch-paper = { $count } of { $all } rows, problems first, { $time }
batch-sheet-summary = Summary
batch-sheet-slips = Slips
batch-sheet-findings = Findings
batch-sheet-count = Count
batch-back = Back to the batch
