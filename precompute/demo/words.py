"""Words of an invented coast: what its papers say and what its places are called."""

_FRENCH = (
    "le la les un une des du de et dans avec pour sur sous vers par que qui port maison "
    "lumière bateau marée vent toujours jamais encore rivage phare église village chemin "
    "saison pêche récolte hiver été printemps automne matin soir année homme femme enfant "
    "monsieur madame lettre nouvelle commune conseil séance travaux ouvrage ancienne nouvelle "
    "grande petite belle haute basse première dernière côte île baie falaise moulin marché "
    "navire équipage capitaine voyage retour départ famille temps mer terre ciel nuit jour "
    "lune étoile jardin fleur arbre pierre bois toile laine sel blé vin pain il elle nous "
    "vous ils était avait sera fut furent depuis pendant après avant entre contre sans"
)
FRENCH = tuple(_FRENCH.split())

PLACES: tuple[tuple[str, float, float], ...] = (
    ("Ménerval", 47.612, -5.284),
    ("Port-Aubrac", 47.538, -5.171),
    ("Sainte-Orlane", 47.701, -5.402),
    ("Kervaël", 47.795, -5.517),
    ("Roche-Brune", 47.468, -5.046),
    ("Val d'Ancre", 47.583, -5.023),
    ("Les Salines", 47.427, -5.148),
    ("Île d'Orsel", 47.356, -5.436),
    ("Bourg-Lointain", 47.662, -4.961),
    ("Pointe du Guet", 47.744, -5.561),
    ("Montclair", 47.829, -5.102),
    ("Havre-Neuf", 47.501, -5.253),
)
"""Places with latitude and longitude, off every real shore: the coast is invented."""

HEADLINES = (
    "LE PORT EN FÊTE",
    "GRANDE TEMPÊTE",
    "DERNIÈRE HEURE",
    "LA VIE DU PAYS",
    "UN SUCCÈS",
    "LES TRAVAUX",
    "NOUVELLES DE LA CÔTE",
    "LE MARCHÉ",
    "À LA UNE",
    "CHEZ NOUS",
    "UN JOUR DE FOIRE",
    "RETOUR AU PORT",
)
PAPERS = ("L'ÉCHO DE MÉNERVAL", "LA VIGIE", "LE COURRIER DE LA CÔTE", "LE PETIT AUBRACAIS")
