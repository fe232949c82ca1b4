/** The web app manifest that the plugin of another worker wrote. */
import { readLiteral } from '../edit/literal.js';
import { parseModule, property } from '../edit/syntax.js';
import { nodesOf } from '../edit/walk.js';
import type { Facts } from '../types.js';
import type { ReplacedPackage } from './packages.js';
import { pluginCall } from './remove.js';

export interface KeptManifest {
  /** Undefined: there is none, or it is computed. */
  text?: string;
  isComputed: boolean;
}

/** What vite-plugin-pwa adds to the manifest of its options. Without `start_url` and `display` no app is installed. */
const defaultsOf = ({ manifest: { name, description } }: Facts, base: string) => ({
  name,
  short_name: name,
  description,
  start_url: base,
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#42b883',
  lang: 'en',
  scope: base,
});

/** The manifest as the plugin wrote it, where its config spells it out. @param base the path of the site */
export function manifestOf(
  code: string,
  replaced: ReplacedPackage,
  facts: Facts,
  base: string,
): KeptManifest {
  const module = parseModule(code);
  const call = module && pluginCall(module, replaced);
  if (!call) return { isComputed: false };
  const [options] = call.arguments;
  if (options && options.type !== 'ObjectExpression') return { isComputed: true };
  const node = options && property(options, 'manifest');
  if (node?.type === 'BooleanLiteral' && !node.value) return { isComputed: false };
  const isPlain =
    !node ||
    node.type === 'BooleanLiteral' ||
    (node.type === 'ObjectExpression' &&
      nodesOf([node], 'Identifier').length ===
        nodesOf([node], 'ObjectProperty').filter(
          ({ key, computed }) => key.type === 'Identifier' && !computed,
        ).length);
  if (!isPlain) return { isComputed: true };
  const own = node?.type === 'ObjectExpression' ? readLiteral(module, node) : {};
  return {
    text: `${JSON.stringify({ ...defaultsOf(facts, base), ...(own as object) }, null, 2)}\n`,
    isComputed: false,
  };
}
