"""Målenes nøjagtige definitioner på dansk; på engelsk står de ved målene selv."""

from typing import Final

DANISH_DEFINITIONS: Final[dict[str, str]] = {
    # --- telefon, mail og chat ---
    "told_share": "Opkald, der fik en ventetid oplyst, over alle opkald.",
    "call_back_share": "Opkald, der valgte opringning frem for at vente i røret, over alle opkald.",
    "call_back_wait_s": (
        "Fra kundens opkald, til vores blev besvaret, over besvarede opringninger; ikke i røret og ikke i ASA."
    ),
    "not_reached_share": "Opringninger opgivet efter sidste forsøg over opringninger, der blev bedt om.",
    "mail_share": "Mails over alle henvendelser, som de ender.",
    "mail_wait_s": (
        "Fra der skrives, til en medarbejder åbner den, nætter og lukkedage medregnet, over besvarede mails."
    ),
    "mail_in_time_share": (
        "Mails åbnet inden for den lovede tid over alle mails, der endte; dem, hvis afsender ringede, tæller som for sent."
    ),
    "also_called_share": "Mails, hvis afsender ringede, da løftet blev brudt, over alle mails, der endte.",
    "mail_backlog": (
        "Ubesvarede mails ved slutningen af en åben dag, de, hvis afsendere har ringet, fraregnet, over åbne dage."
    ),
    "mail_aht_s": "Medarbejdernes tid til mails, læst forgæves eller ej, over besvarede mails.",
    "call_aht_s": "Taletid, hold, lederens tid i røret og efterbehandling over besvarede opkald.",
    "chat_share": "Chats over alle henvendelser.",
    "chat_wait_s": "Ventetid for besvarede chats over besvarede chats.",
    "chat_abandoned_share": "Chats, som kunden forlod før et svar, over alle chats.",
    "silent_share": "Chats forladt i tavshed og åbnet alligevel over chats, der blev opgivet.",
    "chat_aht_s": (
        "Medarbejdernes tid til chats, delt mellem dem, der føres samtidig, åbnet forgæves eller ej, over besvarede chats."
    ),
    # --- loyalitet ---
    "loyal_share": (
        "Kunder med holdning og andel af køb over `loyalty.attached_from` og `buys_from_share` over kunder, hver aften."
    ),
    "latent_loyal_share": "Kunder med holdning over og andel af køb under grænserne over kunder, hver aften.",
    "false_loyal_share": (
        "Kunder med andel af køb over og holdning under grænserne over kunder, hver aften. I salget ligner de de loyale."
    ),
    "offer_takes_loyal_share": "Loyale kunder, der tog tilbuddet, over dem, det nåede; ikke defineret uden et tilbud.",
    "offer_takes_false_share": "Falsk loyale kunder, der tog tilbuddet, over dem, det nåede; ikke defineret uden et tilbud.",
    "wallet_share": "Andele af kundernes køb lagt sammen over kunder, hver aften. Den kan ikke kende loyale fra fastholdte.",
    "repurchase_share": "Kundernes sandsynlighed for at købe hos os igen over kunder, hver aften.",
    "cross_sale_share": "Kundernes sandsynlighed for at købe noget mere, når vi tilbyder det, over kunder, hver aften.",
    "margin_per_customer_dkk": "Dækningsbidrag over kundeår.",
    "customer_health": (
        "Et erklæret indeks fra 0 til 100 af lige dele: samtaler, der gør meget tilfreds, kunder, der bliver et år, andel af "
        "køb, og kunder, der ikke er kritikere (hver aften)."
    ),
    "first_value_days": (
        "Dage fra en ny kundes første samtale, til en samtale løste en sag, over nye kunder, der nåede så langt. Udeladt: nye "
        "kunder uden behov eller endnu uden en løst sag."
    ),
    "dissatisfied_cost_ratio": (
        "Medarbejdernes tid pr. dag til kunder, der var kritikere, da de ringede, pr. kritiker, over det samme for alle andre. "
        "Udeladt: tabte opkald. Citeret: 1,6 (TDC's TAK-program, ifølge artiklerne)."
    ),
    "left_unhappy_share": (
        "Tabte kunder, hvis sidste henvendelse i kørslen, samtale eller opgivet opkald, efterlod tilfredshed (logit) under 0, "
        "over tabte kunder: det, de ville nævne, hvis man spurgte. Citeret: 68 % gik på grund af dårlig service (US Chamber of "
        "Commerce, ifølge artiklerne)."
    ),
    "left_over_service_share": (
        "Over tabte kunder: den del af hvers risiko, der kun er der, fordi holdningen står under den, kunden kom med: "
        "1 - exp(-beta x afstand). Holdt op mod, at samtaler havde ladet holdningen være."
    ),
    "two_points_retention_share": (
        "Dækningsbidraget fra 2 % af kunderne, hver beholdt et halvt år længere i gennemsnit, over alle kundeservicens "
        "omkostninger. Citeret: 2 % bedre fastholdelse svarer til 10 % lavere omkostning (Murphy & Murphy, ifølge artiklerne)."
    ),
    # --- tempo, årsager, mennesker ---
    "pace_share": "Hver åben dags tempo, pres og norm under ét, over åbne dage; 1, hvor ingen skynder sig.",
    "norm_share": "Hver åben dags norm over åbne dage; 1 fra start, og den stiger aldrig.",
    "failure_demand_share": (
        "Henvendelser om sager med en grundårsag, de sager, de fører til, medregnet, over alle henvendelser. Udeladt over "
        "stregen: hændelser, og genkald som sådan."
    ),
    "causes_fixed_per_year": (
        "Årsager, hvis rettelse fik virkning i de dage, der tæller, omregnet til 365; dem fra indkøringen er udeladt."
    ),
    "incident_cases_per_year": (
        "Første henvendelser, som en hændelse bragte, omregnet til 365 dage; de fra kunder, der er gået, er udeladt."
    ),
    "agents_employed": "Alle ansatte hver dag over dage; de på første kursus medregnet, ledige stillinger ikke.",
    "ego_share": (
        "Samtaler, hvor medarbejderen tog kunden personligt og ingen hjælp gav, eller tidligt sendte kunden hen, hvor det ikke "
        "kan løses, over besvarede henvendelser."
    ),
    "rude_share": "Samtaler med uforskammede kunder, hvad der end kom ud af det, over besvarede henvendelser.",
    "accused_share": "Samtaler, der begyndte som \u201dhar du tjekket …?\u201d, over besvarede henvendelser.",
    "product_csat_share": (
        "Andel meget tilfredse med selve produktet, som er det samme i alle scenarier, plus smittens del af, hvor langt "
        "tilfredsheden med samtalerne (CSAT) ligger over eller under det sædvanlige. Kilde: kalibrering I9."
    ),
    "failure_share": "Samtaler om sager, der er fejl hos os, genkald medregnet, over samtaler.",
    "recovery": "Gennemsnitlig kvalitet af håndteringen over samtaler om fejl hos os; uløste samtaler tæller 0.",
    "played_share": "Samtaler, hvor et aftalt træk for en fejl hos os blev brugt, over besvarede henvendelser.",
    "wow_share": "Samtaler, hvor medarbejderen gav et lille ekstra, over besvarede henvendelser.",
    "delighted_share": (
        "Samtaler med et lille ekstra, hvor problemet blev løst, ventetiden var kort og optrædenen ordentlig, over besvarede "
        "henvendelser."
    ),
    "time_thieves_min_per_day": (
        "Sekunder, som hver henvendelse mister, gange besvarede henvendelser, over åbne dage: 2,5 s på 500 henvendelser er 21 "
        "minutter."
    ),
    "time_thieves_dkk": (
        "Sekunder, som hver henvendelse mister, gange besvarede henvendelser, til en medarbejders løn pr. betalt time med "
        "tillæg; omregnet til 365 dage. Betales, hvad enten tiden bruges til andet eller ej."
    ),
    # --- klager og omtale ---
    "dissatisfied_case_share": (
        "Sager, der endte, løst eller opgivet, under `complaints.dissatisfied_logit`, over sager, der endte; klagerne selv er "
        "udeladt over stregen."
    ),
    "complains_share": (
        "Klager over sager, der efterlod en utilfreds kunde. Højere er bedre: det, vi får at vide, kan vi rette."
    ),
    "silent_per_complaint": (
        "Sager, der efterlod en utilfreds kunde, som ikke klagede, over klager. Citeret: 26 (Lee Resource, ifølge artiklerne); "
        "1 af 27 småting (TARP) og 69 % af de værste (1979) siger, at alvoren afgør det."
    ),
    "complaint_talk_share": (
        "Samtaler om klager over besvarede henvendelser. Citeret: 14 %, hvor kundeservicer tror under 5 % (SQM)."
    ),
    "complaint_csat_share": (
        "Hver klagesamtales sandsynlighed for, at kunden er meget tilfreds, over klagesamtaler. Citeret: 35 % tilfredse med "
        "behandlingen af en klage (CCMC)."
    ),
    "complaint_work_share": "Behandlingstid for klagesamtaler over al behandlingstid.",
    "good_tellings_per_day": (
        "Omtaler efter henvendelser, der løste sagen og efterlod kunden nogenlunde tilfreds, over åbne dage."
    ),
    "bad_tellings_per_day": "Omtaler efter alle andre henvendelser over åbne dage.",
    "told_by_dissatisfied": (
        "Mennesker, der fik noget dårligt fortalt, over kunder, der fortalte det. Citeret: 9 til 15 (White House Office of "
        "Consumer Affairs, ifølge artiklerne); 5 (SQM)."
    ),
    "told_by_satisfied": (
        "Mennesker, der fik noget godt fortalt, over kunder, der fortalte det. Citeret: 4 til 6, når et problem blev løst (White "
        "House Office of Consumer Affairs, ifølge artiklerne); 1 (SQM)."
    ),
    "told_over_20_share": (
        "Kunder, der fortalte noget dårligt til flere end 20, over kunder, der fortalte noget dårligt. Citeret: 13 %."
    ),
    "joins_lost_per_year": (
        "Kunder, som den sædvanlige tilgang ville have bragt, og som husket omtale holdt borte, omregnet til 365 dage; negativ, "
        "hvor omtalen er bedre end sædvanlig. Ikke defineret, hvor ingen er kunde."
    ),
    "sell_existing_over_new": (
        "Kunders sandsynlighed for at købe noget mere, når det tilbydes, over den andel af andre i markedet, der "
        "kommer til på et "
        "år. Citeret: 60-70 % mod 5-20 % (Marketing Metrics, ifølge artiklerne)."
    ),
    # --- kø og svar ---
    "contacts_per_day": "Henvendelser, besvaret eller ej, over åbne dage.",
    "cases_per_day": "Sager, der nåede os for første gang, over åbne dage.",
    "asa_s": (
        "Ventetid for besvarede opkald over besvarede opkald; de, der fik svar med det samme, tæller 0. Udeladt: de, der gav op, "
        "de, vi ringede op, mails, chats, og ventetid på en leder eller i et andet led."
    ),
    "abandoned_share": (
        "Opkald, der gav op, de, der lagde på med det samme, da ingen var ledig, medregnet, over alle opkald."
    ),
    "blocked_share": "Opkald, der ikke fandt en fri linje, over alle opkald.",
    "turned_away_share": (
        "Opkald og chats, der stadig ventede ved lukketid og ikke blev betjent, over alle opkald og chats."
    ),
    "answered_in_20s_share": (
        "Opkald besvaret inden 20 s over alle opkald på nær dem, der gav op inden 20 s. Tæller som ikke nået: gav op senere, "
        "optaget, afvist, ringet op. Det er denne, der menes, hvor intet andet er sagt."
    ),
    "answered_in_20s_of_offered_share": (
        "Opkald besvaret inden 20 s over alle opkald; den, der gav op, hvor hurtigt det end var, tæller som ikke nået."
    ),
    "answered_in_20s_of_answered_share": "Opkald besvaret inden 20 s over besvarede opkald; blind for alle, der gav op.",
    "answered_or_gone_in_20s_share": (
        "Opkald besvaret eller opgivet inden 20 s over alle opkald; den, der hurtigt gav op, tæller som betjent."
    ),
    "queue_peak": "Flest kunder, der ventede på én gang.",
    "aht_s": "Taletid, hold, lederens tid i røret og efterbehandling over besvarede henvendelser.",
    "talk_s": "Taletid med medarbejdere over besvarede henvendelser. Udeladt: hold, ledere, efterbehandling.",
    # --- løst ---
    "fcr_share": (
        "Første samtaler, der løste sagen, over første samtaler. Pr. sag: senere samtaler er udeladt, og det er sager, der "
        "aldrig fik svar, også."
    ),
    "solved_talk_share": (
        "Samtaler, der løste deres sag, over besvarede henvendelser. Pr. samtale: en sag med tre samtaler tæller tre gange."
    ),
    "solved_share": "Løste sager over sager, der endte: løst, opgivet, eller ladt åbne af en kunde, der forlod os.",
    "return_share": "Genkald over samtaler, der ikke løste sagen.",
    "contacts_per_case": "Henvendelser, besvaret eller ej, over fødte sager.",
    "contacts_per_solved_case": "Henvendelser, besvaret eller ej, over løste sager.",
    "work_per_case_s": "Behandlingstid for alle samtaler over fødte sager, opgivne medregnet.",
    "work_per_solved_case_s": "Behandlingstid for alle samtaler, også de forgæves, over løste sager.",
    "repeat_share": "Genkald over alle henvendelser; et genkald tæller på dagen for den samtale, det følger efter.",
    "redial_share": "Nye forsøg over alle henvendelser; et nyt forsøg tæller på dagen for det forsøg, det følger efter.",
    "cut_short_share": (
        "Samtaler afsluttet af loftet, eller lagt på for bonussens skyld, før problemet havde fået sin tid, over besvarede "
        "henvendelser."
    ),
    "escalated_share": "Samtaler, hvor medarbejderen spurgte en leder, over besvarede henvendelser.",
    "refused_share": "Samtaler, hvor kunden blev afvist af mangel på myndighed, over besvarede henvendelser.",
    # --- medarbejdere ---
    "occupancy": "Taletid, hold og efterbehandling over tid ved telefonen (på vagt minus pauser).",
    "shrinkage": (
        "1 minus tid ved telefonen, overtid udeladt, over betalt tid: ferie, sygdom, pauser, møder, kurser."
    ),
    "overtime_h_per_day": "Timer arbejdet efter vagtens slutning over åbne dage.",
    "strain": "Alle ansattes belastning, hver aften, over medarbejdere og dage.",
    "quits_per_year": "Opsigelser over medarbejderår hos de ansatte; ledige stillinger er udeladt under stregen.",
    "employee_satisfaction": (
        "Alle ansattes arbejdsglæde, hver nat, over medarbejdere og dage: det, der får folk til at gå, på en skala af point."
    ),
    "purpose_share": "Alle ansattes formål, fra 0 ukendt til 1 forankret, hver nat, over medarbejdere og dage.",
    "coaching_h_per_month": (
        "De timer, som mennesker og brande lader af ledernes tid, og en coachs timer, pr. stilling; gennemsnit over åbne dage."
    ),
    "strategic_h_per_week": (
        "De af chefens strategiske timer på en uge, som ledelse og brande lader; gennemsnit over åbne dage."
    ),
    # --- kunder og penge ---
    "csat_share": (
        "Hver samtales sandsynlighed for, at kunden er meget tilfreds, over samtaler. Udeladt: henvendelser uden svar."
    ),
    "nps": (
        "Kunder, der ville give 9 eller 10, minus dem, der ville give 0 til 6, over alle kunder, gange 100; ved "
        "slutningen af den "
        "sidste dag, der tæller, hvad enten de henvendte sig eller ej."
    ),
    "attitude": "Holdning over alle kunder ved slutningen af den sidste dag, der tæller.",
    "churn_per_year": "Kunder, der gik, over kundeår.",
    "customers_at_end": (
        "Kunder ved slutningen af den sidste dag, der tæller, nye medregnet; ikke defineret, hvor alle, der ringer, er fremmede."
    ),
    "cost_dkk": (
        "Medarbejdernes løn, bonus og overtid, ledelse, hjælpefunktion og forløb, afløsere for dem, der siger op, "
        "kulance; dagene, "
        "der tæller, omregnet til 365."
    ),
    "cost_per_contact_dkk": "Alle omkostninger over besvarede henvendelser; billigt, hvor kunder må ringe to gange.",
    "cost_per_call_dkk": "Alle omkostninger i forhold til medarbejdernes tid til opkald over besvarede opkald.",
    "cost_per_mail_dkk": "Alle omkostninger i forhold til medarbejdernes tid til mails over besvarede mails.",
    "cost_per_chat_dkk": (
        "Alle omkostninger i forhold til medarbejdernes tid til chats, delt mellem dem, der føres samtidig, over besvarede chats."
    ),
    "cost_per_case_dkk": "Alle omkostninger over fødte sager, opgivne medregnet.",
    "cost_per_solved_case_dkk": "Alle omkostninger over løste sager.",
    "pay_dkk": (
        "Løn til ansatte medarbejdere, bonus og overtid, med tillæg, omregnet til 365 dage. Udeladt: ledere og chef."
    ),
    "goodwill_dkk": (
        "Kulance inden for rammen, det, der gives for meget, og det, træk giver og små ekstra koster, omregnet til 365 dage."
    ),
    "margin_dkk": "Hver dags kunder gange deres dækningsbidrag, omregnet til 365 dage.",
    "result_dkk": "Dækningsbidrag minus alle kundeservicens omkostninger, omregnet til 365 dage.",
    "cltv_dkk": (
        "m (1 + d) / (1 + d - r): dækningsbidrag m om året, diskontering d, og fastholdelse r = exp(-churn om året), som kørslen "
        "havde den; det første dækningsbidrag kommer med det samme. Kilde: Gupta & Lehmann (2003), Journal of Interactive "
        "Marketing 17(1)."
    ),
}
