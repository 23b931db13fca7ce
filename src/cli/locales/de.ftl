# Was nur ein Terminal sagt; alles andere steht in den Texten der Seite.
cli-slip = Beleg { $number } von { $count }
cli-accepted = Anerkannt
cli-accepted-why = Von diesem Zertifikat führt ein Pfad zu einem, dem Sie vertrauen, und hält alle Regeln ein.
cli-not-accepted = Nicht anerkannt
cli-not-accepted-why = Von diesem Zertifikat führt kein Pfad, der alle Regeln einhält, zu einem, dem Sie vertrauen.
cli-path = Pfad
cli-copy-merchant = Händlerbeleg
cli-copy-cardholder = Kundenbeleg
cli-copy-bank = Bankbeleg
cli-reprint = als Nachdruck gekennzeichnet
cli-test = als Test gekennzeichnet
cli-device-failed = als ohne Sicherheitseinrichtung signiert gekennzeichnet
cli-as-printed = gedruckt als
cli-corrected = gelesen als
cli-uncertain = könnte auch sein
cli-nothing-read = In diesem Text wurde keine Angabe eines Belegs erkannt.
cli-issue-warning = Hinweis: Prüfer werden diesen Beleg nicht anerkennen: { $causes }.

# Hinweise und Belege, die in den Texten der Seite fehlen; wo sie sie hat, gelten ihre.
note-read-by-machine = Der gedruckte Text wurde maschinell vom Bild gelesen.
note-corrected-by-hand = Von Hand berichtigt: { $field }, jetzt { $value }.
