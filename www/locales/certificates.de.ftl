# The certificates page: loaded with it.

certificates-title = Zertifikate
certificates-lead = Wem Sie vertrauen, bestimmen Sie. Zertifikate bleiben auf diesem Gerät.
certificates-import = Zertifikate oder Sperrlisten hinzufügen
certificates-import-hint = .pem .cer .crt .der .crl, auch durch Ablegen oder Einfügen
certificates-paste = PEM-Text einfügen
certificates-paste-label = PEM-Text (-----BEGIN CERTIFICATE-----)
certificates-paste-do = Diesen Text hinzufügen
certificates-none = Noch keine Zertifikate. Bis dahin zeigt auch ein einwandfreier Beleg „Aussteller unbekannt“.
certificates-anchors = Vertraute Zertifizierungsstellen
certificates-pinned = Angeheftet
certificates-path = Bausteine der Kette, für sich nicht vertraut
certificates-path-hint = Hilft, eine Kette zu bilden. Vertraut wird erst nach dem Anheften.
certificates-crls = Sperrlisten
certificates-demo = Vorführzertifikat
certificates-demo-detail = Nur für die Beispiele. Was es bestätigt, trägt das Zeichen „Vorführung“ und zählt nicht.
certificates-never = Diese Seite holt nie von selbst Zertifikate.
    .detail = Fragen Sie Acquirer oder Bank nach dem Wurzelzertifikat und vergleichen Sie den Fingerabdruck.
certificates-valid-until = Gültig bis { $date }
certificates-valid-from = Gültig ab { $date }
certificates-expired-on = Abgelaufen am { $date }. Vorher signierte Belege bleiben prüfbar.
certificates-expired = abgelaufen
certificates-not-yet = noch nicht gültig
certificates-no-crl = keine Sperrliste
certificates-anchor-tag = vertraut
certificates-pinned-tag = von Ihnen angeheftet
certificates-issuer = Ausgestellt von { $issuer }
certificates-self-signed = Selbst signiert
certificates-merchants = Für Händler { $merchants }
certificates-all-merchants = Für alle Händler seines Acquirers
certificates-crl-entries = { $count ->
    [0] Keine widerrufenen Zertifikate
    [one] 1 widerrufenes Zertifikat
   *[other] { $count } widerrufene Zertifikate
    }
certificates-crl-dates = Vom { $from }, nächste am { $until }
certificates-crl-from = Vom { $from }
certificates-crl-stale = veraltet
certificates-details = Einzelheiten
certificates-pin = Anheften
certificates-pin-label = { $name } anheften
certificates-unpin = Lösen
certificates-unpin-label = { $name } lösen
certificates-remove = Entfernen
certificates-remove-label = { $name } entfernen
certificates-undo = Rückgängig
certificates-removed = { $name } wurde entfernt.
certificates-pinned-done = { $name } ist angeheftet: Dieses Gerät vertraut ihm jetzt.
certificates-unpinned-done = { $name } ist nicht mehr angeheftet.
certificates-imported = { $count ->
    [0] Nichts Neues hinzugefügt.
    [one] 1 Eintrag hinzugefügt.
   *[other] { $count } Einträge hinzugefügt.
    }
certificates-known = { $count } waren schon da.
certificates-rechecked = Der Beleg auf dem Bildschirm wurde neu geprüft.
certificates-memory = Dieser Browser behält für diese Seite nichts (privates Fenster?). Zertifikate bleiben bis zum Schließen.
refused-private-key = In dieser Datei ist ein privater Schlüssel. Er wurde abgelehnt und nicht gespeichert. Halten Sie ihn geheim; senden Sie nur das Zertifikat.
refused-not-a-certificate = { $what } ist weder Zertifikat noch Sperrliste.
refused-damaged = { $what } ist beschädigt oder unvollständig.
refused-too-large = { $what } ist zu groß für ein Zertifikat.
refused-empty = { $what } ist leer.
use-slips = signiert Belege
use-any = kein Zweck genannt
use-ca = signiert Zertifikate
seen-done = { $name }: Der Schlüssel ist auf diesem Gerät gemerkt.
