/** Makes pictures of screenshots: an animated film, and a row of stills. */
import sharp from 'sharp';

const [WIDTH, HEIGHT, CAPTION_HEIGHT] = [960, 675, 52];
const FILM_MS = 20_000;
const [PHONE_WIDTH, PHONE_HEIGHT, GAP] = [270, 584, 24];

const escape = (/** @type {string} */ text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The bar below a frame: its caption, and how far the film is. @param {string} text @param {number} part from 0 to 1 */
const captionBar = (text, part) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${CAPTION_HEIGHT}">
    <rect width="100%" height="100%" fill="#1d2024"/>
    <rect width="${WIDTH * part}" height="3" fill="#9ecbff"/>
    <text x="24" y="33" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="18" fill="#fff">${escape(text)}</text>
  </svg>`);

/** @param {string} path @param {number} width @param {number} height */
const still = (path, width, height) =>
  // Whole pages are longer than a screen: their top is taken.
  sharp(path).resize(width, height, { fit: 'cover', position: 'top' });

/** @param {readonly { path: string, caption: string }[]} frames @param {string} to */
export async function makeFilm(frames, to) {
  const images = await Promise.all(
    frames.map(async ({ path, caption }, at) =>
      still(path, WIDTH, HEIGHT)
        .extend({ bottom: CAPTION_HEIGHT, background: '#1d2024' })
        .composite([{ input: captionBar(caption, (at + 1) / frames.length), left: 0, top: HEIGHT }])
        .png()
        .toBuffer(),
    ),
  );
  const delay = frames.map(() => Math.round(FILM_MS / frames.length));
  await sharp(images, { join: { animated: true } })
    .webp({ quality: 72, effort: 6, delay, loop: 0 })
    .toFile(to);
}

/** @param {readonly string[]} paths @param {string} to */
export async function makeRow(paths, to) {
  const stills = await Promise.all(
    paths.map((path) => still(path, PHONE_WIDTH, PHONE_HEIGHT).png().toBuffer()),
  );
  const width = stills.length * (PHONE_WIDTH + GAP) - GAP;
  const composed = stills.map((input, at) => ({ input, left: at * (PHONE_WIDTH + GAP), top: 0 }));
  await sharp({ create: { width, height: PHONE_HEIGHT, channels: 4, background: '#0000' } })
    .composite(composed)
    .webp({ quality: 80, effort: 6 })
    .toFile(to);
}
