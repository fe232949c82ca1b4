/** The vocabulary of titles and descriptions. */

/** The colours a product comes in, with the base colour of its drawing. */
export const COLOURS = /** @type {const} */ ({
  ivory: '#ebe0cc',
  sand: '#d8c19c',
  blush: '#dba596',
  clay: '#c67b5c',
  terracotta: '#b65a3a',
  rust: '#97462c',
  ochre: '#d59c3c',
  mustard: '#c79f27',
  sage: '#9caa88',
  moss: '#6d7b4a',
  forest: '#3a5a46',
  'sea green': '#4d8d83',
  'mist blue': '#98b2c2',
  denim: '#4c6b92',
  midnight: '#2c3858',
  plum: '#744862',
});

/** @typedef {keyof typeof COLOURS} Colour */

export const COLOUR_NAMES = /** @type {Colour[]} */ (Object.keys(COLOURS));

/** The names of the makers' series; one series has one hand. */
export const SERIES = (
  'Alma Anker Aske Asta Birka Bjerg Brisa Bruma Calder Cala Ceres Corvo Dahl Dune Dvala Eira Elka Ember Enna ' +
  'Esker Fara Fenna Fjord Flint Freya Gaia Galt Grove Halla Halden Haven Hazel Heim Hollis Idun Ilma Inga Isola ' +
  'Jorun Juna Kaia Kelda Kilda Koto Lark Leda Lien Linnea Loam Lumi Maren Marlo Mira Moa Nami Nara Nella Nilo ' +
  'Noor Odda Olea Onda Orla Oslo Paloma Pila Quill Raku Rhea Rona Runa Saga Sella Sira Skye Solvi Suna Tarn ' +
  'Tessa Thea Tilde Tove Umber Una Vala Varde Vesper Vinter Wilda Wren Yara Ylva Zora Zenna Ardo Lisse'
).split(' ');

export const MAKERS = [
  'a family workshop on the coast of Bohuslän',
  'two sisters in a former dairy near Porto',
  'a small studio in the hills above Kyoto',
  'a cooperative of eleven makers in Oaxaca',
  'a workshop in Jutland that has made little else since 1951',
  'a studio of four behind the station in Ghent',
  'three friends in the Scottish Borders',
  'a father and daughter in the Bregenz Forest',
];

export const OPENINGS = [
  'Made slowly, and it shows:',
  'A quiet piece with a strong outline:',
  'Drawn in one afternoon, perfected over a year:',
  'For the place you look at most:',
  'The kind of thing that is missed when it is lent out:',
  'Simple from afar, rich up close:',
];

export const CLOSINGS = [
  'No two are quite alike.',
  'It ages well, and the small marks of use suit it.',
  'Numbered underneath by the hand that finished it.',
  'Spare parts are kept for ten years.',
  'It comes in a box without plastic, worth keeping too.',
  'Looks right beside old things as well as new ones.',
];
