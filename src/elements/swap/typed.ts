/** What the visitor has typed or chosen. */
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const CONTROLS = 'input,textarea,select';
/** Their value differs from the default one from the start. */
const ALWAYS_DIFFERENT = /^(?:range|color|submit|image|button|reset|hidden)$/;

const isControl = (node: Element): node is Control => node.matches(CONTROLS);

export interface Typed {
  /** Whether anything is typed that is on no server yet. */
  isAny(): boolean;
  /** Whether this element, or one in it, was typed in. */
  isIn(element: Element): boolean;
  /** Whether this element is none of HTML's controls and was typed in: it keeps its content in its children. */
  isEdited(element: Element): boolean;
  /** Remembers all that is typed. Returns a function that enters it again where it was lost. */
  hold(): () => void;
}

/** Notes what is typed from now on. @param signal stops it */
export function noteTyped(page: Document, signal: AbortSignal): Typed {
  const touched = new Set<Element>();
  const note = ({ target }: Event): void => {
    if (target instanceof Element) touched.add(target);
  };
  for (const type of ['input', 'change']) page.addEventListener(type, note, { capture: true, signal });

  const isTyped = (element: Element): boolean => {
    if (!isControl(element) || element instanceof HTMLSelectElement) return touched.has(element);
    if (ALWAYS_DIFFERENT.test(element.type)) return touched.has(element) && element.type !== 'hidden';
    return /^(?:checkbox|radio)$/.test(element.type)
      ? (element as HTMLInputElement).checked !== (element as HTMLInputElement).defaultChecked
      : element.value !== element.defaultValue;
  };
  const all = (): Element[] => {
    const others = [...touched].filter((element) => element.isConnected && !isControl(element));
    return [...page.querySelectorAll(CONTROLS), ...others].filter(isTyped);
  };

  return {
    isAny: () => all().length > 0,
    isIn: (element) => all().some((typed) => element.contains(typed)),
    isEdited: (element) => !isControl(element) && touched.has(element),
    hold() {
      const held = all()
        .filter(isControl)
        .map((control) => ({
          control,
          value: control.value,
          checked: (control as HTMLInputElement).checked,
        }));
      return () => {
        for (const { control, value, checked } of held) {
          if (control.value !== value && control.type !== 'file') control.value = value;
          (control as HTMLInputElement).checked = checked;
        }
      };
    },
  };
}
