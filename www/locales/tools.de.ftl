# The list of tools for shops, and what they share: loaded with the first of them.

tools-title = Werkzeuge für Händler
tools-lead = Viele Belege auf einmal, drei Unterlagen im Vergleich, Prüfungen, Aufzeichnungen. Alles auf diesem Gerät.
tools-batch = Eine Schublade voll Belege, Fotos, Dateien oder Codes in einem Durchgang, Probleme zuerst.
tools-reconcile = Stimmen Belege, Abrechnung des Zahlungsdienstleisters und Kontoauszug überein, und wo nicht.
tools-audit = RKSV-Journal, TSE-Export, DSFinV-K: vollständig, ohne Lücken, unverändert?
tools-incidents = Festhalten, was geschah, wer Bescheid weiß und worauf gewartet wird, bis zum Abschluss.
tools-terminals = Zertifikate, Uhr, Störungen und Kontrolle jedes Terminals.
tools-course = Zwölf Belege, mit denen etwas nicht stimmt: Was würden Sie tun?
