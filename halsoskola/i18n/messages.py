"""The sentence for each refusal and each trouble: what happened, and what to do. Plain Swedish, no blame."""

from collections.abc import Mapping

from halsoskola.domain.errors import Refusal, RuleBroken, StorageTrouble, Trouble
from halsoskola.i18n.catalogues import N_, _

REFUSALS: Mapping[Refusal, str] = {
    Refusal.WRONG_PASSWORD: N_("Lösenordet stämmer inte. Försök igen."),
    Refusal.PASSWORD_TOO_SHORT: N_(
        "Lösenordet är för kort. Välj minst {least} tecken, gärna några ord i rad."
    ),
    Refusal.WRONG_RECOVERY_KEY: N_(
        "Återställningsnyckeln stämmer inte. Läs av pappret igen, grupp för grupp."
    ),
    Refusal.RECOVERY_KEY_MISREAD: N_(
        "Grupp {group} i återställningsnyckeln stämmer inte. Läs av den gruppen igen."
    ),
    Refusal.RECOVERY_KEY_LENGTH: N_(
        "Återställningsnyckeln ska ha {groups} grupper med {letters} tecken i varje. Läs av pappret igen."
    ),
    Refusal.LEADER_EXISTS: N_("Det finns redan ett lösenord för {name}."),
    Refusal.NOTHING_TO_UNDO: N_("Det finns inget att ångra."),
    Refusal.NOTHING_TO_REDO: N_("Det finns inget att göra om."),
    Refusal.CHANGED_SINCE: N_("Det har ändrats igen sedan dess. Därför går det inte att ångra."),
    Refusal.MEETING_COUNT: N_("En kurs har mellan {least} och {most} träffar."),
    Refusal.NO_WEEKDAY: N_("Välj minst en veckodag för träffarna."),
    Refusal.NO_OPEN_DAY: N_("Det finns ingen ledig dag för träffarna inom ett år. Välj en annan veckodag."),
    Refusal.TRACKS_WRONG: N_("Välj förmiddag, eftermiddag eller båda. Skriv fm, em eller fm,em."),
    Refusal.SEATS_WRONG: N_("En grupp har mellan {least} och {most} platser."),
    Refusal.NO_SUCH_TEMPLATE: N_("Kursupplägget {template} finns inte. Det här finns: {known}."),
    Refusal.NO_SUCH_COURSE: N_("Kurs {number} finns inte. Kommandot course list visar kurserna."),
    Refusal.NO_SUCH_MEETING: N_("Kurs {course} har ingen träff {number}. Den har träff 1 till {last}."),
    Refusal.NO_SUCH_TRACK: N_("Kursen har ingen grupp som heter {track}. Den har {known}."),
    Refusal.NO_SUCH_PLAN: N_("Träffplanen {plan} finns inte. Det här finns: {known}."),
    Refusal.NO_SUCH_LANGUAGE: N_(
        "Språket {language} finns inte i programmet. Det finns ordlistor på {known}."
    ),
    Refusal.NO_SUCH_PARTICIPANT: N_("Deltagare {number} finns inte i kursen."),
    Refusal.REFERENCE_UNREADABLE: N_(
        "{text} går inte att läsa. Skriv kursens nummer, kolon och deltagaren: 1:D07."
    ),
    Refusal.NUMBER_TAKEN: N_("Numret {number} är upptaget i kursen. Välj ett annat."),
    Refusal.TRACK_FULL: N_("Gruppen är full: {capacity} platser. Personen kan stå på väntelistan."),
    Refusal.COURSE_WITHOUT_NAMES: N_("Kursen använder bara nummer. Därför sparas inga namn."),
    Refusal.PERSONAL_NUMBER: N_(
        "Rad {row}: ett personnummer får inte finnas i listan. Ta bort det och läs in listan igen."
    ),
    Refusal.LIST_EMPTY: N_("Filen {file} är tom. Välj en lista med en rubrikrad och en rad per deltagare."),
    Refusal.LIST_NOT_A_LIST: N_(
        "Filen {file} är ingen lista som programmet kan läsa. Spara listan från Excel som .xlsx eller .csv."
    ),
    Refusal.LIST_OLD_EXCEL: N_(
        "Filen {file} är i det gamla Excelformatet (.xls). Öppna den i Excel och spara den som .xlsx."
    ),
    Refusal.LIST_LOCKED: N_(
        "Filen {file} är låst med ett lösenord. Öppna den i Excel, spara en kopia utan lösenord och läs in den."
    ),
    Refusal.LIST_TOO_LARGE: N_(
        "Filen {file} är för stor för en deltagarlista. Kopiera deltagarnas rader till en ny fil och läs in den."
    ),
    Refusal.LIST_NO_HEADER: N_(
        "I filen {file} finns ingen rubrikrad med en kolumn för språk. "
        "Skriv rubriker över kolumnerna, till exempel Nr, Språk, Tolk och Grupp."
    ),
    Refusal.LIST_NUMBER_MISSING: N_(
        "Rad {row}: numret saknas, men andra rader har nummer. Skriv ett nummer på raden eller ta bort alla nummer."
    ),
    Refusal.LIST_NUMBER_UNCLEAR: N_("Rad {row}: numret går inte att läsa. Skriv till exempel 7 eller D07."),
    Refusal.LIST_NUMBER_DOUBLED: N_(
        "Rad {row}: numret {number} står också på rad {others}. Varje deltagare måste ha ett eget nummer."
    ),
    Refusal.LIST_GROUP_MISSING: N_("Rad {row}: gruppen saknas. Skriv förmiddag eller eftermiddag."),
    Refusal.LIST_GROUP_UNCLEAR: N_(
        "Rad {row}: gruppen går inte att läsa. Skriv förmiddag eller eftermiddag."
    ),
    Refusal.LIST_GROUP_NOT_IN_COURSE: N_(
        "Rad {row}: kursen har ingen sådan grupp. Ändra gruppen på raden eller välj en annan kurs."
    ),
    Refusal.LIST_LANGUAGE_MISSING: N_(
        "Rad {row}: språket saknas. Skriv vilket språk personen behöver tolk till."
    ),
    Refusal.LIST_LANGUAGE_UNKNOWN: N_(
        "Rad {row}: språket ”{text}” finns inte i programmet. Kontrollera stavningen eller skriv ett annat språk."
    ),
    Refusal.LIST_LANGUAGE_UNCLEAR: N_(
        "Rad {row}: ”{text}” kan betyda mer än ett språk. Fråga personen och skriv vilket det är: {choices}."
    ),
    Refusal.LIST_LANGUAGES_SEVERAL: N_(
        "Rad {row}: ”{text}” är mer än ett språk. Skriv det språk som personen behöver tolk till: {choices}."
    ),
    Refusal.LIST_INTERPRETER_UNCLEAR: N_(
        "Rad {row}: det går inte att se om tolk behövs. Skriv ja eller nej."
    ),
    Refusal.LIST_INTERPRETER_INTO_SWEDISH: N_(
        "Rad {row}: språket är svenska, men det står att tolk behövs. Ändra språket eller skriv nej för tolk."
    ),
    Refusal.LIST_READS_UNCLEAR: N_(
        "Rad {row}: det går inte att se vad personen läser på. ”{text}” ska vara ett språk eller ordet inget."
    ),
    Refusal.LIST_UNDERSTANDS_UNCLEAR: N_(
        "Rad {row}: det går inte att se vilka språk personen också förstår. Skriv om ”{text}” med hela språknamn."
    ),
    Refusal.PERSONAL_NUMBER_IN_FIELD: N_(
        "Det ser ut som ett personnummer. Sådana sparas inte här. Ta bort det och försök igen."
    ),
    Refusal.PHONE_UNREADABLE: N_(
        "Telefonnumret går inte att läsa. Skriv bara siffror, till exempel 070-123 45 67."
    ),
    Refusal.OCCASION_GONE: N_("Träffen finns inte längre. Gå tillbaka till kursen."),
    Refusal.COURSE_GONE: N_("Kursen finns inte längre. Gå tillbaka till listan över kurser."),
    Refusal.OCCASION_CANCELLED: N_("Träffen är inställd. Därför går det inte att ändra närvaron."),
    Refusal.MEETING_IN_FUTURE: N_(
        "Träffen har inte varit ännu. Nu går det bara att skriva vem som har sagt till."
    ),
    Refusal.NOT_ENROLLED_THEN: N_("{number} hade ingen plats i kursen den dagen."),
    Refusal.MINUTES_WRONG: N_("Skriv minuter mellan 1 och {most}."),
    Refusal.NO_OTHER_RUN: N_("Kursen har bara en grupp. Det finns ingen annan grupp att gå på."),
    Refusal.BOOKING_STEP: N_("Bokningen kan inte ändras så. Den har redan kommit längre."),
    Refusal.BOOKING_GONE: N_("Bokningen finns inte längre."),
    Refusal.HOURS_WRONG: N_("Skriv antal timmar mellan 0 och {most}."),
    Refusal.NO_NEXT_MEETING: N_("Det här var sista träffen. Det finns ingen nästa gång."),
    Refusal.PROMISE_GONE: N_("Löftet finns inte längre."),
    Refusal.ALREADY_HELD: N_("Närvaron är redan klar. En träff som har varit kan inte ställas in."),
    Refusal.HANDOUT_LOOK: N_("Bladet finns i storlek {sizes} och på nivå 1 och 2."),
    Refusal.TOO_MANY_LANGUAGES: N_("Ett blad kan ha högst {most} språk, och varje språk en gång."),
    Refusal.NO_HANDOUT: N_("Träffplanen {plan} har inget blad på nivå {level}."),
    Refusal.CANCELLED_NOTHING_TO_PRINT: N_("Träffen är inställd. Det finns inget att skriva ut."),
    Refusal.NOBODY_NEEDS_INTERPRETER: N_(
        "Ingen behöver tolk den gången. Därför finns inget blad till tolken."
    ),
    Refusal.MEETING_NEEDED: N_("Papperet {paper} hör till en träff. Skriv träffens nummer efter kursens."),
    Refusal.PARTICIPANT_NEEDED: N_(
        "Välkomstpaketet är till en deltagare. Skriv vem, till exempel --participant 1:D07."
    ),
    Refusal.NOTHING_ATTENDED: N_(
        "Deltagare {number} har inte varit på någon träff där närvaron är klar. Därför finns inget intyg."
    ),
    Refusal.PASSWORDS_DIFFER: N_("Lösenorden är inte lika. Skriv samma lösenord två gånger."),
    Refusal.NO_PLAN_FOLDER: N_("Mappen {folder} finns inte."),
    Refusal.WEEKDAY_UNREADABLE: N_(
        "Veckodagen {text} går inte att läsa. Skriv mon, tue, wed, thu eller fri."
    ),
    Refusal.LIST_NOT_READY: N_(
        "Listan har rader som är fel eller har en fråga kvar. Rätta dem först. Inget är inläst."
    ),
    Refusal.BOOKING_EXISTS: N_("Det finns redan en tolk beställd för det språket."),
    Refusal.CANCELLATION_NOT_NOTED: N_(
        "Skriv när och med vem du avbokade. Då vet alla att tolken inte kommer."
    ),
    Refusal.PRINTER_MISSING: N_(
        "Det finns ingen skrivare på den här datorn. Lägg till en i systemets inställningar, eller spara som PDF."
    ),
    Refusal.LOGO_UNUSABLE: N_(
        "Filen {file} är ingen bild som går att trycka. Välj en bild i PNG eller JPEG, högst {most} megabyte."
    ),
    Refusal.NOTHING_TO_ORDER: N_("Alla tolkar som behövs är bekräftade. Det finns inget att beställa."),
    Refusal.PAPER_ONLY_AS_PDF: N_("Papperet {paper} finns bara som PDF. Välj en fil som slutar på .pdf."),
    Refusal.PRINTER_SILENT: N_(
        "Skrivaren svarar inte. Kontrollera att den är på, eller spara som PDF i stället."
    ),
    Refusal.COUNT_NEGATIVE: N_("Antalet kan inte vara mindre än 0."),
    Refusal.MORE_FACES_THAN_PEOPLE: N_(
        "{faces} ansikten är fler än de {people} som var här. Räkna en gång till."
    ),
    Refusal.LINE_EMPTY: N_("Skriv vad det gäller först."),
    Refusal.TEXT_TOO_LONG: N_("Texten är för lång. Den får ha högst {most} tecken."),
    Refusal.FACTS_FILE_BROKEN: N_(
        "Dina egna faktauppgifter går inte att spara, för filen har ett fel. Rätta det först. {fault}"
    ),
    Refusal.FOLDER_NOT_EMPTY: N_("Mappen har redan kurser. Exempeldata kan bara läggas i en ny mapp."),
    Refusal.SEED_COUNT: N_("Antalet påhittade kurser kan vara mellan {least} och {most}."),
    Refusal.PICTURE_MISSING: N_(
        "Bilden {picture} finns inte i programmet. Välj en annan bild i träffplanen och skriv ut igen."
    ),
    Refusal.TEXT_FILE_TOO_LARGE: N_(
        "Filen {file} är för stor för att vara en text till deltagare. Välj en fil med bara texten."
    ),
    Refusal.TEXT_FILE_NOT_UTF8: N_(
        "Filen {file} är ingen vanlig text i UTF-8 (rad {line}). Öppna den i Anteckningar eller Word "
        "och spara den som oformaterad text i UTF-8."
    ),
    Refusal.PLAN_TITLE_EMPTY: N_("Träffplanen behöver en titel. Den gamla är kvar tills du skriver en ny."),
    Refusal.BLOCK_TITLE_EMPTY: N_("Momentet behöver en rubrik. Den gamla är kvar tills du skriver en ny."),
    Refusal.BLOCK_TOO_SHORT: N_("Momentet är 1 minut. Det går inte att dela."),
    Refusal.WORD_LISTED: N_("Ordet ”{word}” står redan i listan."),
    Refusal.LAST_BLOCK: N_("En träffplan behöver minst ett moment. Ändra det här i stället."),
    Refusal.PLAN_ID_WRONG: N_(
        "Namnet ”{id}” går inte att använda för filerna. Skriv a–z, siffror och bindestreck, högst {most} tecken, "
        "till exempel min-somn."
    ),
    Refusal.PLAN_ID_TAKEN: N_(
        "Namnet ”{id}” är upptaget av träffplanen {title}. Välj ett annat, till exempel {id}-2."
    ),
    Refusal.PLAN_FILE_BROKEN: N_(
        "Träffplanen går inte att ändra här, för en fil har ett fel. Rätta det i en textredigerare och tryck F5. "
        "{fault}"
    ),
    Refusal.NOTHING_TO_RESTORE: N_("Det finns ingen egen version att ta bort."),
    Refusal.SET_ASIDE_IN_THE_WAY: N_(
        "Du har redan en ny egen version. Ta bort den först, så kan den gamla komma tillbaka."
    ),
    Refusal.PICTURE_TOO_LARGE: N_("Bilden är för stor. En bild får vara högst {most}. Spara den mindre."),
    Refusal.PICTURE_TOO_WIDE: N_(
        "Bilden är {width} × {height} bildpunkter. Det är för mycket: högst {most} miljoner tillsammans. "
        "Spara den mindre."
    ),
    Refusal.PICTURE_UNREADABLE: N_(
        "Filen {file} är ingen bild som programmet kan läsa. Spara den som PNG, JPEG eller SVG."
    ),
    Refusal.PICTURE_NAME: N_(
        "Bilden kan inte heta {name}. Namnet får ha a–z, siffror och bindestreck: högst {most} tecken."
    ),
    Refusal.PICTURE_NO_ALT: N_(
        "Skriv vad bilden visar, med några ord. Till exempel: en tallrik med grönsaker."
    ),
    Refusal.PICTURE_NO_CREDIT: N_("Skriv vem som har gjort bilden. Det står på bladet."),
    Refusal.PICTURE_EXISTS: N_(
        "Det finns redan en bild som heter {name}. Välj ett annat namn, eller välj att byta ut den."
    ),
    Refusal.PICTURE_IN_USE: N_("Bilden {name} används i {plans}. Byt bild där först."),
    Refusal.PICTURE_FILE_BROKEN: N_("Bilden {file} har ett fel. {fault}"),
    Refusal.SVG_HOLDS: N_(
        "Bilden innehåller {what}. Det går inte att använda. Ta bort det, eller spara bilden som PNG."
    ),
    Refusal.SVG_UNREADABLE: N_("Filen är ingen SVG-bild som går att läsa. Spara den igen, eller som PNG."),
    Refusal.SVG_EMPTY: N_("I SVG-bilden finns ingenting som syns. Spara den igen, eller som PNG."),
    Refusal.PACKAGE_UNREADABLE: N_(
        "Filen {file} är skadad eller ingen träffplansfil (.halsoplan). Be om filen en gång till."
    ),
    Refusal.PACKAGE_TOO_LARGE: N_(
        "Filen {file} är för stor för att vara träffplaner. Ingenting lästes in. Be om filen en gång till."
    ),
    Refusal.PACKAGE_LOCKED: N_("Filen {file} är låst med ett lösenord. Be om en fil utan lösenord."),
    Refusal.PACKAGE_NEWER: N_(
        "Filen {file} är gjord med en nyare version av programmet. Uppdatera programmet och försök igen."
    ),
    Refusal.PACKAGE_PATH: N_(
        "Filen {file} vill lägga något utanför mappen: {entry}. Ingenting lästes in. Fråga den som skickade filen."
    ),
    Refusal.PACKAGE_DOUBLED: N_("I filen {file} finns {entry} två gånger. Ingenting lästes in."),
    Refusal.PACKAGE_UNKNOWN: N_(
        "I filen {file} finns något som inte hör till träffplaner: {entry}. Ingenting lästes in."
    ),
    Refusal.PACKAGE_INCOMPLETE: N_("I filen {file} saknas {entry}. Ingenting lästes in."),
    Refusal.PACKAGE_FAULT: N_("Filen {file} har ett fel. Ingenting lästes in. {fault}"),
    Refusal.PERSONAL_NUMBER_IN_PLAN: N_(
        "I {file} står något som ser ut som ett personnummer. Ta bort det. Planer får inte ha uppgifter om personer."
    ),
    Refusal.OWN_FILE_BROKEN: N_(
        "Det går inte att spara, för en egen fil har ett fel. Rätta det först. {fault}"
    ),
    Refusal.SIGNER_MISSING: N_("Skriv vilket yrke den har som har granskat planen. Skriv inget namn."),
    Refusal.NOTHING_TO_REVIEW: N_("”{word}” har ingen översättning att granska. Skriv översättningen först."),
    Refusal.REVIEW_IN_FUTURE: N_("Granskningens datum har inte varit än. Välj i dag eller en tidigare dag."),
    Refusal.ROLE_ONLY_SUGGESTS: N_(
        "En {role} kan lämna förslag men inte granska. Be en översättare eller tvåspråkig yrkesperson."
    ),
    Refusal.SUGGESTION_SAME: N_("Förslaget är samma som översättningen av ”{word}” som redan finns."),
    Refusal.SUGGESTION_GONE: N_("Förslaget finns inte längre."),
    Refusal.PLACEHOLDERS_DIFFER: N_(
        "Översättningen måste ha samma ord inom klamrar som den svenska texten: {expected}."
    ),
    Refusal.WORD_LIST_BROKEN: N_(
        "Ändringen går inte att spara, för filen med dina egna ord har ett fel. Rätta det först. {fault}"
    ),
    Refusal.PO_FILE_BROKEN: N_("Filen går inte att läsa in. Inget har ändrats. {fault}"),
    Refusal.PO_OTHER_LANGUAGE: N_(
        "Filen {file} är på {theirs}, men listan är på {ours}. Välj rätt språk eller rätt fil. Inget har ändrats."
    ),
    Refusal.PO_NOTHING_KNOWN: N_(
        "I filen {file} finns inget av ordlistans ord. Exportera listan härifrån och arbeta i den filen."
    ),
    Refusal.PO_ENTRIES_WRONG: N_(
        "Filen {file} har rader som är fel. Rätta dem och läs in filen igen. Inget har ändrats."
    ),
    Refusal.LETTER_MISSING: N_(
        "Tecknet {letter} ({name}) går inte att skriva ut, för programmets typsnitt saknar det. "
        "Ta bort det eller byt ut det i {where}."
    ),
}

TROUBLES: Mapping[Trouble, str] = {
    Trouble.KEY_FILE_MISSING: N_(
        "Nyckelfilen saknas i mappen {folder}. Lägg tillbaka den från en säkerhetskopia och försök igen. "
        "Dina uppgifter är kvar."
    ),
    Trouble.KEY_FILE_DAMAGED: N_(
        "Nyckelfilen i mappen {folder} går inte att läsa. Lägg tillbaka den från en säkerhetskopia. "
        "Dina uppgifter är kvar."
    ),
    Trouble.KEY_FILE_NEWER: N_(
        "Nyckelfilen i mappen {folder} är gjord med en nyare version av programmet. Använd den nya versionen. "
        "Inget har ändrats."
    ),
    Trouble.KEY_FILE_OF_OTHER_DATABASE: N_(
        "Nyckelfilen hör till en annan databas. Lägg tillbaka den nyckelfil som hör till mappen {folder}. "
        "Inget har ändrats."
    ),
    Trouble.DATABASE_MISSING: N_(
        "Databasen saknas i mappen {folder}, men nyckelfilen finns kvar. "
        "Lägg tillbaka databasen från en säkerhetskopia."
    ),
    Trouble.DATABASE_DAMAGED: N_(
        "Databasen i mappen {folder} är skadad och går inte att läsa. Ta tillbaka den senaste säkerhetskopian. "
        "Ingen fil har tagits bort."
    ),
    Trouble.DATABASE_NEWER: N_(
        "Databasen är gjord med en nyare version av programmet ({theirs}) än den här ({ours}). "
        "Använd den nya versionen. Inget har ändrats."
    ),
    Trouble.FOLDER_HELD: N_(
        "Hälsoskola är redan öppet på datorn {computer} av {user} sedan {since}. Stäng det fönstret först."
    ),
    Trouble.FOLDER_READ_ONLY: N_(
        "Det går inte att skriva i mappen {folder}. Välj en annan mapp eller be IT om skrivrätt."
    ),
    Trouble.FOLDER_ON_NETWORK: N_(
        "Mappen {folder} ligger på nätverket. Där kan uppgifter gå förlorade. Välj en mapp på datorn, "
        "till exempel {better}."
    ),
    Trouble.FOLDER_SYNCHRONISED: N_(
        "Mappen {folder} synkroniseras av {service}. Där kan uppgifter gå förlorade. Välj en mapp på datorn, "
        "till exempel {better}."
    ),
    Trouble.NO_PASSWORD_ASKED: N_(
        "Programmet kan inte fråga efter lösenordet här. Sätt det i miljövariabeln {variable} och försök igen."
    ),
    Trouble.DISK_FULL: N_(
        "Disken är full. Det senaste sparades inte. Ta bort filer som du inte behöver och gör om det. "
        "Allt som var sparat innan är kvar."
    ),
    Trouble.DISK_FAILED: N_(
        "Disken med mappen {folder} svarar med ett fel. Det senaste sparades inte. Kontrollera att disken är ansluten "
        "och inte är full, och be IT titta på den. Allt som var sparat innan är kvar."
    ),
    Trouble.FILE_BUSY: N_("Filen {file} är öppen i ett annat program. Stäng den där och försök igen."),
    Trouble.FILE_UNREADABLE: N_(
        "Filen {file} går inte att läsa. Kontrollera att den finns och att du får öppna den."
    ),
    Trouble.MIGRATION_FAILED: N_(
        "Databasen kunde inte göras om till den nya versionen. Den gamla är kvar och oförändrad. "
        "Öppna den med den gamla versionen av programmet och kontakta supporten."
    ),
}


def sentence(trouble: RuleBroken | StorageTrouble) -> str:
    """What happened and what to do, in the screen's language.

    Facts are put in as they stand, so whoever raises writes dates and numbers ready for reading.
    """
    template = REFUSALS[trouble.refusal] if isinstance(trouble, RuleBroken) else TROUBLES[trouble.cause]
    return _(template).format(**trouble.facts)
