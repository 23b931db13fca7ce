# The certificates page: loaded with it.

certificates-title = Zertifikate
certificates-lead = Wem Sie vertrauen, bestimmen Sie. Zertifikate bleiben auf diesem Gerät.
certificates-import = Zertifikate oder Sperrlisten hinzufügen
certificates-import-hint = .pem .cer .crt .der .p7b .crl .zip, Export der Kasse (.tar, .json); auch durch Ablegen oder Einfügen
certificates-paste = PEM-Text einfügen
certificates-paste-label = PEM-Text (-----BEGIN CERTIFICATE-----)
certificates-paste-do = Diesen Text hinzufügen
certificates-none = Noch keine Zertifikate. Bis Sie eines hinzufügen und ihm vertrauen, zeigt auch ein einwandfreier Beleg „Aussteller unbekannt“.
certificates-waiting = Noch nicht vertraut
certificates-untrusted-tag = noch nicht vertraut
certificates-anchors = Vertraute Zertifizierungsstellen
certificates-pinned = Weitere vertraute Zertifikate
certificates-path = Bausteine der Kette, für sich nicht vertraut
certificates-path-hint = Hilft, eine Kette zu bilden. Vertraut wird erst, wenn Sie vergleichen und „vertrauen“ drücken.
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
certificates-issuer = Ausgestellt von { $issuer }
certificates-self-signed = Selbst signiert
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
certificates-unpin = Nicht mehr vertrauen
certificates-unpin-label = { $name }: nicht mehr vertrauen
certificates-remove = Entfernen
certificates-remove-label = { $name } entfernen
certificates-undo = Rückgängig
certificates-removed = { $name } wurde entfernt.
certificates-pinned-done = { $name }: Dieses Gerät vertraut ihm jetzt.
certificates-unpinned-done = { $name }: Dieses Gerät vertraut ihm nicht mehr.
certificates-imported = { $count ->
    [0] Nichts Neues hinzugefügt.
    [one] 1 Eintrag hinzugefügt.
   *[other] { $count } Einträge hinzugefügt.
    }
certificates-known = { $count } waren schon da.
certificates-rechecked = Der Beleg auf dem Bildschirm wurde neu geprüft.
certificates-memory = Dieser Browser behält für diese Seite nichts (privates Fenster?). Zertifikate bleiben bis zum Schließen.
refused-private-key = In dieser Datei ist ein privater Schlüssel. Er wurde abgelehnt und nicht gespeichert. Halten Sie ihn geheim; senden Sie nur das Zertifikat.
refused-pkcs12 = { $what } ist eine PKCS-#12-Datei (.p12, .pfx). Sie ist verschlossen und enthält meist einen privaten Schlüssel: Sie wurde weder geöffnet noch gespeichert. Halten Sie sie geheim und geben Sie nur ihr Zertifikat (.cer, .crt oder .pem).
refused-not-a-certificate = { $what } ist weder Zertifikat noch Sperrliste.
refused-damaged = { $what } ist beschädigt oder unvollständig.
refused-too-large = { $what } ist zu groß für ein Zertifikat.
refused-weak = { $what } ist ein zu kurzer Schlüssel: Jeder kann sein Geheimnis finden, er beweist also nichts. Verlangen Sie einen mit 2048 Bit oder mehr.
refused-empty = { $what } ist leer.
use-any = kein Zweck genannt
use-ca = signiert Zertifikate
seen-done = { $name }: Der Schlüssel ist auf diesem Gerät gemerkt.
certificates-expires-in = { $days ->
    [one] Läuft morgen ab ({ $date })
   *[other] Läuft in { $days } Tagen ab ({ $date })
    }
certificates-bar = Gültig vom { $from } bis zum { $until }. { $state }
certificates-soon = läuft bald ab
certificates-own-tag = Ihres
certificates-own = Das ist ein Zertifikat eines meiner Terminals oder einer meiner Kassen: vor dem Ablauf erinnern
certificates-own-done = { $name } steht auf Ihrer Erinnerungsliste.
certificates-own-undone = { $name } steht nicht mehr auf Ihrer Erinnerungsliste.
certificates-used = { $count ->
    [one] 1 behaltener Beleg hat es benutzt
   *[other] { $count } behaltene Belege haben es benutzt
    }
certificates-vouches = { $name } bürgt für
certificates-rename = Ihr eigener Name dafür
certificates-renamed = Es heißt jetzt { $name }.
certificates-scope = Vertraut für
certificates-scope-none = Nichts ist gewählt: Es wird gar nicht benutzt.
certificates-formats-done = { $name }: Wofür ihm vertraut wird, ist geändert.
certificates-ground-extension = Geraten nach dem, was das Zertifikat über seinen Zweck sagt. Ändern Sie es, wenn Sie es besser wissen.
certificates-ground-file = Geraten nach der Datei, aus der es kam. Ändern Sie es, wenn Sie es besser wissen.
certificates-ground-name = Geraten nach seinem Namen. Ändern Sie es, wenn Sie es besser wissen.
certificates-ground-key = Geraten nach der Art seines Schlüssels. Ändern Sie es, wenn Sie es besser wissen.
certificates-ground-catalogue = Nach dem Verzeichnis der Aussteller: für anderes bürgt es nicht, wer immer ihm vertraut.
certificates-ground-none = Nichts darin sagt, wofür es ist. Wählen Sie, wofür Sie es kennen.
certificates-missing = Es fehlt: das Zertifikat von { $issuer }
certificates-missing-detail = Es hat das folgende unterschrieben. Fragen Sie den Betreiber der Kasse oder des Terminals danach, vergleichen Sie den Fingerabdruck auf einem anderen Weg, und importieren Sie es hier.
certificates-keys = Öffentliche Schlüssel ohne Zertifikat
certificates-ocsp = Sperrauskünfte (OCSP)
certificates-ocsp-one = Sperrauskunft
certificates-ocsp-detail = { $count ->
    [one] Vom { $date }, zu 1 Zertifikat
   *[other] Vom { $date }, zu { $count } Zertifikaten
    }
certificates-seen = Schlüssel, die Sie kennen
certificates-seen-hint = Diesen Schlüsseln sind Sie schon begegnet. Das ist schwächer als ein Zertifikat und macht keinen Beleg zu einem geprüften.
certificates-seen-times = { $count ->
    [one] einmal gesehen, am { $since }
   *[other] seit { $since } { $count }-mal gesehen
    }
certificates-host = Vom Anbieter dieser Seite
certificates-host-hint = Für diese bürgt { $host }; Sie haben sie nicht gewählt. Schalten Sie ab, worauf Sie sich nicht verlassen wollen.
certificates-host-tag = vom Anbieter gegeben
certificates-host-use = Benutzen
certificates-host-count = { $count ->
    [one] 1 Zertifikat
   *[other] { $count } Zertifikate
    }
certificates-host-unavailable = Es ließ sich nicht laden und wird nicht benutzt.
certificates-host-changed = Die Datei ist nicht die, mit der diese Seite gebaut wurde; sie wird nicht benutzt.
certificates-export = Meine Vertrauensliste exportieren
recognised = { $name }: { $kind }, darin { $found }
recognised-nothing = nichts Brauchbares
recognised-count-certificates = { $count ->
    [one] 1 Zertifikat
   *[other] { $count } Zertifikate
    }
recognised-count-crls = { $count ->
    [one] 1 Sperrliste
   *[other] { $count } Sperrlisten
    }
recognised-count-keys = { $count ->
    [one] 1 öffentlicher Schlüssel
   *[other] { $count } öffentliche Schlüssel
    }
recognised-count-ocsp = { $count ->
    [one] 1 Sperrauskunft
   *[other] { $count } Sperrauskünfte
    }
recognised-pem = PEM-Text
recognised-der = eine DER-Datei
recognised-base64 = Base64-Text
recognised-pkcs7 = eine PKCS-#7-Datei
recognised-zip = ein ZIP-Archiv
recognised-tar = ein TAR-Archiv
recognised-tse-export = der Export einer deutschen TSE
recognised-rksv-dep = ein österreichisches Datenerfassungsprotokoll (DEP)
recognised-rksv-container = ein österreichischer Behälter mit Schlüsselmaterial
reminders-title = Rechtzeitig erneuern
reminders-due = Erneuern Sie das digitale Zertifikat, bevor es abläuft: Bestellen Sie das neue jetzt beim Acquirer oder Kassenhersteller, und spielen Sie es auf das Terminal.
reminders-event = Zertifikat von { $name } erneuern
reminders-calendar = Erinnerungen in einen Kalender speichern
trust-open = Vergleichen und vertrauen
trust-why = Jeder kann ein Zertifikat mit jedem Namen machen. Diesem vertrauen heißt: Wofür es bürgt, gilt auf diesem Gerät als geprüft.
trust-says = Nennt als Inhaber
trust-alike = Ein anderes Zertifikat hier hat denselben Namen und einen anderen Fingerabdruck. Es kann erneuert sein oder nachgemacht: Das zeigt nur der Fingerabdruck.
trust-key-alike = Ein anderer Schlüssel hier hat dieselbe Nummer und einen anderen Fingerabdruck. Höchstens einer davon ist der des Gateways: Vergleichen Sie den Fingerabdruck mit dem, den das Gateway zeigt, und entfernen Sie den anderen.
trust-fingerprint = Sein Fingerabdruck (SHA-256)
trust-compare = Vergleichen Sie jede Gruppe mit dem, was der Herausgeber auf seiner eigenen Website zeigt, am Telefon sagt oder auf Papier gibt; nicht mit dem Beleg, der Nachricht oder dem Link, mit dem es kam. Weicht ein Zeichen ab, vertrauen Sie ihm nicht: Entfernen Sie es.
import-files = Was die { $count } Dateien waren
import-known = Was von ihnen bekannt ist ({ $count })
trust-test = Ein Testzertifikat dient zum Ausprobieren: Das Vertrauen endet, sobald diese Seite geschlossen wird, und ein Beleg darunter zählt nie als echter.
trust-scope = Vertrauen für
trust-press = Verglichen: vertrauen
trust-go = Vergleichen und vertrauen
import-waiting = { $count ->
    [one] 1 Zertifizierungsstelle ist noch nicht vertraut.
   *[other] { $count } Zertifizierungsstellen sind noch nicht vertraut.
    }
import-beside = Mit dem Beleg kamen Zertifikate. Sie liegen unter „Zertifikate“ und können zeigen helfen, wessen Signatur es ist; vertraut wird dadurch niemandem.
import-key-beside = Mit der Nachricht kam ein öffentlicher Schlüssel. Er nennt niemanden, und wer eine Nachricht schickt, kann auch einen passenden Schlüssel schicken: Er wurde nicht behalten, und die Nachricht wurde ohne ihn beurteilt. Haben Sie ihn vom Gateway selbst, importieren Sie ihn unter „Zertifikate“.
import-left = { $count ->
    [one] { $count } Datei wurde nicht gelesen: Die anderen sind zusammen so groß, wie ein Import sein darf. Wählen Sie sie noch einmal für sich.
   *[other] { $count } Dateien wurden nicht gelesen: Die anderen sind zusammen so groß, wie ein Import sein darf. Wählen Sie sie noch einmal für sich.
}
import-instead = Das sind Zertifikate, kein Beleg. Sie liegen unter „Zertifikate“; vertraut wird dadurch nichts.
import-see = Zertifikate ansehen
demoted = { $count ->
    [one] Einem Zertifikat, das Sie früher hinzugefügt haben, wird nicht mehr vertraut: Hinzufügen allein genügt nicht mehr. Vergleichen Sie seinen Fingerabdruck, und vertrauen Sie ihm neu.
   *[other] { $count } Zertifikaten, die Sie früher hinzugefügt haben, wird nicht mehr vertraut: Hinzufügen allein genügt nicht mehr. Vergleichen Sie ihre Fingerabdrücke, und vertrauen Sie ihnen neu.
    }
demoted-known = Verstanden

trust-key-why = Ein bloßer Schlüssel nennt niemanden. Ihm vertrauen heißt: Nachrichten, die er signiert hat, gelten auf diesem Gerät als geprüft.
trust-key-compare = Nehmen Sie den Schlüssel von der Händlerseite der Plattform selbst und vergleichen Sie jede Gruppe mit dessen Fingerabdruck; nicht mit der Nachricht, mit der er kam. Es muss der Schlüssel der Plattform sein (支付宝公钥, 微信支付公钥), nicht der Ihrer Anwendung.
