export const text = `Lazy ${__VERSION__}`;
