/** What the shop sells: twelve categories, and what a product of each can be. */

/**
 * @typedef {object} Kind
 * @property {string} noun how a title names it
 * @property {number} factor its price, as a multiple of the category's
 */

/**
 * @typedef {object} Category
 * @property {string} slug also the name of its drawing in `images/shapes/`
 * @property {string} name
 * @property {string} line one line for the home page and the head of the listing
 * @property {number} price the usual price, in cents
 * @property {string[]} materials
 * @property {string[]} care
 * @property {[number, number]} width from and to, in cm
 * @property {[number, number]} height
 * @property {Kind[]} kinds
 */

/**
 * @param {string} list nouns, each with its price factor: `'bud vase:0.6, floor vase:2'`
 * @returns {Kind[]}
 */
function kinds(list) {
  return list.split(', ').map((item) => {
    const [noun = '', factor = '1'] = item.split(':');
    return { noun, factor: Number(factor) };
  });
}

/** @type {readonly Category[]} */
export const CATEGORIES = [
  {
    slug: 'vases',
    name: 'Vases',
    line: 'Thrown, glazed and fired for one stem or forty.',
    price: 4800,
    materials: ['stoneware', 'porcelain', 'earthenware', 'recycled glass'],
    care: ['Rinse by hand.', 'Watertight: a felt base keeps it kind to wood.'],
    width: [8, 24],
    height: [12, 48],
    kinds: kinds(
      'bud vase:0.55, ribbed vase, bottle vase:0.9, moon vase:1.35, amphora:1.6, tall vase:1.5, belly vase:1.2, table vase:0.8',
    ),
  },
  {
    slug: 'cups',
    name: 'Cups & mugs',
    line: 'The one you reach for first, every morning.',
    price: 1900,
    materials: ['stoneware', 'porcelain', 'bone china', 'enamelled steel'],
    care: ['Safe in the dishwasher.', 'Safe in the microwave, up to 700 W.'],
    width: [7, 11],
    height: [6, 14],
    kinds: kinds(
      'mug, tall mug:1.15, espresso cup:0.7, cappuccino cup:0.95, tea cup:0.9, camp mug:0.85, wide mug:1.1, footed cup:1.2',
    ),
  },
  {
    slug: 'bowls',
    name: 'Bowls & plates',
    line: 'Stacks that look good on an open shelf.',
    price: 2600,
    materials: ['stoneware', 'porcelain', 'olive wood', 'terracotta'],
    care: ['Safe in the dishwasher.', 'Stacks without scratching: the feet are polished.'],
    width: [12, 32],
    height: [5, 14],
    kinds: kinds(
      'cereal bowl:0.8, serving bowl:1.9, salad bowl:2.2, ramen bowl:1.1, noodle bowl:1.05, fruit bowl:2, dip bowl set:0.9, supper bowl:1.2',
    ),
  },
  {
    slug: 'lamps',
    name: 'Table lamps',
    line: 'Warm light, low on the table, where evenings happen.',
    price: 11900,
    materials: [
      'glazed ceramic and linen',
      'turned ash and cotton',
      'brass and linen',
      'powder-coated steel',
    ],
    care: ['E27, up to 40 W; an LED bulb is in the box.', 'Dust the shade with a soft brush.'],
    width: [18, 36],
    height: [28, 62],
    kinds: kinds(
      'table lamp, bedside lamp:0.75, reading lamp:1.05, desk lamp:1.1, ball lamp:1.2, column lamp:1.25, mushroom lamp:1.3, lantern lamp:0.9',
    ),
  },
  {
    slug: 'pendants',
    name: 'Pendant lights',
    line: 'Hung low over a table, they make the room.',
    price: 14900,
    materials: ['spun aluminium', 'opal glass', 'woven rattan', 'pressed paper'],
    care: ['Two metres of fabric cable, shortened in a minute.', 'Wipe with a dry cloth.'],
    width: [22, 58],
    height: [18, 46],
    kinds: kinds(
      'dome pendant, globe pendant:1.1, bell pendant:0.95, cone pendant:0.85, wide pendant:1.4, pebble pendant:1.2, tier pendant:1.5, drop pendant:1.05',
    ),
  },
  {
    slug: 'chairs',
    name: 'Chairs & stools',
    line: 'Joined, not screwed, and good for decades of dinners.',
    price: 23900,
    materials: ['oiled oak', 'solid ash', 'FSC beech', 'walnut'],
    care: ['Oil once a year.', 'Felt glides are already fitted.'],
    width: [42, 74],
    height: [45, 96],
    kinds: kinds(
      'dining chair, spindle chair:1.1, lounge chair:1.8, kitchen chair:0.85, bar stool:0.8, low stool:0.5, armchair:1.6, shell chair:1.25',
    ),
  },
  {
    slug: 'clocks',
    name: 'Wall clocks',
    line: 'No ticking. Just the time.',
    price: 5900,
    materials: ['bent plywood', 'powder-coated steel', 'glazed ceramic', 'anodised aluminium'],
    care: ['One AA battery lasts two years.', 'A silent, sweeping movement.'],
    width: [22, 42],
    height: [22, 42],
    kinds: kinds(
      'wall clock, kitchen clock:0.8, station clock:1.3, studio clock:1.1, dot clock:0.95, hall clock:1.4, line clock, school clock:0.9',
    ),
  },
  {
    slug: 'cushions',
    name: 'Cushions',
    line: 'Woven patterns, feather-filled, easy to unzip and wash.',
    price: 4500,
    materials: ['washed linen', 'lambswool', 'organic cotton', 'cotton velvet'],
    care: ['Wash the cover at 30 °C.', 'The filling is included.'],
    width: [40, 60],
    height: [40, 60],
    kinds: kinds(
      'striped cushion, checked cushion, dotted cushion:0.95, wave cushion:1.1, plain cushion:0.8, diamond cushion:1.1, arch cushion:1.15, fringed cushion:1.2',
    ),
  },
  {
    slug: 'rugs',
    name: 'Rugs',
    line: 'Flat-woven by hand, soft under a bare foot.',
    price: 32900,
    materials: ['New Zealand wool', 'wool and jute', 'recycled cotton', 'hand-spun wool'],
    care: ['Vacuum without a beater.', 'An anti-slip underlay is included.'],
    width: [140, 240],
    height: [200, 340],
    kinds: kinds(
      'striped rug, border rug:1.1, diamond rug:1.25, arch rug:1.3, grid rug, runner:0.7, field rug:1.4, kilim:1.5',
    ),
  },
  {
    slug: 'planters',
    name: 'Planters',
    line: 'A good pot is half a plant’s happiness.',
    price: 3400,
    materials: ['terracotta', 'fibre clay', 'glazed stoneware', 'recycled steel'],
    care: ['With a drainage hole and a saucer.', 'Frost-proof to −10 °C. The plant is not included.'],
    width: [12, 42],
    height: [11, 44],
    kinds: kinds(
      'planter, footed planter:1.3, tall planter:1.6, bowl planter:1.1, herb pot:0.5, ribbed planter:1.15, belly planter:1.2, tub planter:1.45',
    ),
  },
  {
    slug: 'prints',
    name: 'Prints',
    line: 'Signed, numbered, framed and ready for the nail.',
    price: 6900,
    materials: ['giclée on cotton paper', 'screen print', 'risograph', 'letterpress'],
    care: ['In an oak frame with UV-safe acrylic.', 'Keep out of direct sun.'],
    width: [30, 70],
    height: [40, 100],
    kinds: kinds(
      'sun print, hills print, arches print:1.1, forms print, moon print:1.1, horizon print:1.2, stones print, leaf print:0.9',
    ),
  },
  {
    slug: 'candles',
    name: 'Candles',
    line: 'Poured slowly, burnt slower.',
    price: 2200,
    materials: ['soy wax', 'beeswax', 'rapeseed wax', 'stearin'],
    care: ['Burns about 45 hours.', 'Trim the wick to 5 mm before lighting.'],
    width: [5, 12],
    height: [8, 26],
    kinds: kinds(
      'pillar candle:0.8, jar candle:1.1, scented candle:1.4, dinner candles:0.7, twin candles:0.9, ribbed candle, block candle:1.2, tealight holder:0.85',
    ),
  },
];

/** @type {ReadonlyMap<string, Category>} */
export const CATEGORY_BY_SLUG = new Map(CATEGORIES.map((category) => [category.slug, category]));
