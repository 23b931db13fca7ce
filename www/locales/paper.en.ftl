# Reading what is printed on a photo, and the live camera. Loaded with the first picture.

paper-title = Read the printed text too
paper-title-running = Reading the printed text
paper-title-done = Printed text
paper-offer = Then every printed field is compared with the signed one, and a difference is marked on the photo.
paper-offer-none = No code was found. The printed text can still be read and looked through.
paper-read = Read the printed text
paper-again = Read it again
paper-download = One download of { $size } MB, once.
    .detail = Kept on this device, for use offline.
paper-kept = What it takes is on this device already.
paper-private = The photo stays here.
paper-missing = Printed text can’t be read here.
    .detail = This copy of the page was built without the text-reading models. Everything else works: compare with the paper yourself, or type what is printed.
paper-step-download = Get the text models
paper-step-find = Find the text
paper-step-lines = Read the lines
paper-step-check = Compare
paper-once = Only this once. After that it works without a network.
paper-closer = Something was not found at first. Looking closer.
paper-cancel = Cancel
paper-early = Read so far
    .detail = Provisional. The result follows once everything is read.
paper-early-differs = differs from the signed
paper-started = Reading the printed text
paper-stopped = Stopped. The result so far stays.
paper-done = { $count ->
    [one] One line was read.
   *[other] { $count } lines were read.
    }
paper-lines = { $count ->
    [one] One line was read on this device
   *[other] { $count } lines were read on this device
    } in { $seconds } seconds.
paper-lines-none = No printed text was found. Get the whole slip into the picture, in good light.
paper-always = Read the printed text of every photo
paper-more = What was read
paper-engine = Read with PP-OCRv6, in a smaller form.
paper-notice = Licence and origin
paper-forget = Remove the download ({ $size } MB)
paper-forgotten = Removed
paper-photo = The photo of the slip
paper-crop = The paper at { $field }
paper-pin = signed { $value }
paper-whole = Whole photo
paper-not-found = This was not found on the photo.
paper-correct = What does the paper show? ({ $field })
paper-apply = Use this
paper-undo = Back to what was read
paper-by-hand = by hand
paper-question = What does the paper show? ({ $field })
paper-question-detail = The photo can be read in more than one way here. Look at the paper itself; your answer decides.
paper-question-other = Something else
paper-now = Let the printed text be read too, or type it.

quality-title = What the photo shows about camera and printer
quality-dark = The photo is dark
    .value = brightness { $value } %
quality-bright = The photo is too bright
    .value = brightness { $value } %
quality-blurred = The photo is a little blurred
    .value = sharpness { $value } %
quality-glare = Light is reflected on the code
    .value = { $value } % of the code
quality-low-resolution = The code is small in the picture
    .value = { $value } pixels a module
quality-pale-print = The print is pale
    .value = contrast { $value } %
quality-missing-columns = Lines are missing in the print
    .value = { $value ->
        [one] one line
       *[other] { $value } lines
    }
quality-damaged-code = The code is damaged
    .value = { $value } % of what it can make up for is used up
quality-faint = Much of the print is hard to read
    .value = { $value } % of the lines
quality-note = This says nothing about whether the slip is genuine.

problem-paper-offline = The text models could not be downloaded.
    .now = The result so far stays. Connect to a network and try again.
problem-paper-gone = The text models are not on this page’s host any more.
    .now = Load the page again; there may be a newer version.
problem-paper-damaged = The text models arrived damaged, twice.
    .now = Nothing of them is used. Try again on another network.
problem-paper-unsupported = This browser can’t run the text reading.
    .now = A newer version of the browser can. The result so far stays.

note-read-by-machine = The printed text was read from the photo by this device, not typed in.
note-corrected-by-hand = { $field }: { $value }, said by hand. The machine had read { $read }.
note-corrected-by-hand-new = { $field }: { $value }, said by hand. The machine had read nothing there.
evidence-name-contrast = Contrast

live-title = Point at the code
live-hint = Hold the whole code in view. It is taken by itself.
live-starting = Starting the camera
live-torch = Light
live-take = Take the picture
live-photo = Take a photo instead
live-close = Close
live-found = Code found
live-denied = The camera was not allowed.
    .now = Allow it in the browser’s address bar, or take a photo instead.
live-none = No camera was found.
    .now = Choose a photo of the slip instead.
live-busy = The camera is in use by another program, or does not start.
    .now = Close the other program and try again, or take a photo instead.
