export const text = 'Lazy @version@';
