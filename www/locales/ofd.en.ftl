# Pages of an OFD file: how they are drawn, and how it is marked what no seal vouches for.

ofd-drawing = Drawing the pages…
ofd-not-drawn = This file is not drawn: the verdict above says why.
ofd-failed = The pages could not be drawn to the end. The verdict stands; you can try again.
ofd-again = Draw again
ofd-sheet = What page { $number } of the file looks like
ofd-region = Page { $number }, can be scrolled
ofd-page = Page { $number } of { $count }
ofd-document = Document { $number } in this file
ofd-previous = Previous page
ofd-next = Next page
ofd-closer = Closer
ofd-farther = Farther
ofd-size = { $percent }%
ofd-text = Text of this page
ofd-text-alone = This page is given as text alone: there is too much of it, or it cannot be drawn.
ofd-text-none = There is no readable text on this page.
ofd-drawn = Drawn on this device from the file, in this device’s letters. To look genuine is not to be genuine: the verdict above decides.

ofd-unsealed = No seal on this file holds: nothing on these pages is vouched for by a signature.
ofd-mark-differs-page = Red frame: this page was changed after sealing. It is not what was sealed.
ofd-mark-differs-other = Red frames: these parts were changed after sealing ({ $entry }).
ofd-mark-not-covered = Hatched: these parts are not sealed as they should be, so they may have been added or changed ({ $entry }).
ofd-mark-elsewhere-differs = Changed after sealing, and shapes how the pages look: { $entry }.
ofd-mark-elsewhere-not-covered = Not sealed as it should be, and shapes how the pages look: { $entry }.
ofd-field-differs = { $field }: the page says { $printed }, the signed data say { $signed }.
ofd-field-differs-code = { $field }: the page says { $printed }, the data of the file say { $signed }.

ofd-seals = Seals on this file
ofd-seal = Seal: { $name }
ofd-seal-unnamed = Signature without a seal
ofd-seal-signer = Signed by { $signer }
ofd-seal-fits = Fits the file. Whether its signer can be trusted, the checks say.
ofd-seal-fits-trusted = Fits the file, and its signer is trusted.
ofd-seal-differs = The seal itself holds, but what it covers was changed afterwards.
ofd-seal-unknown = Cannot be checked: the signer’s key is not at hand.
ofd-seal-misfit = Does not hold: whatever it looks like, it proves nothing.
ofd-seal-stranger = This seal does not cover this page as it is.
ofd-seal-self-made = Made by its own signer: its name and picture are only what the signer says.
ofd-seal-check = Go to the signature check
ofd-seal-on-page = { $name }, go to the signature check

ofd-left = Not drawn, or drawn otherwise: { $list }.
ofd-left-picture = pictures that browsers cannot show (grey frames; the QR code of older invoices is one)
ofd-left-drawing = composite drawings (grey frames)
ofd-left-font = fonts inside the file (letters of this device instead)
ofd-left-clip = complicated clipping
ofd-left-colour = patterns and gradients (grey instead)
ofd-left-direction = turned lettering
ofd-left-path = lines that are not well-formed
ofd-left-seal = the picture of a seal
ofd-left-pages = pages after the 20th
ofd-left-text = overlong text
ofd-left-file = the whole file: it is too large
