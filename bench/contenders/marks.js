/**
 * Stands before a worker's script and notes when things happen in it, so that the script itself needs no marks. A page
 * that asks for `marks` gets them, in milliseconds since the epoch.
 */
(() => {
  let marks = [];
  const mark = (name) => marks.push([name, performance.timeOrigin + performance.now()]);
  mark('script');

  /** Notes the calls of a method, and when what each began has ended. */
  const watch = (of, name, begun, ended) => {
    const method = of[name];
    const end = () => mark(ended);
    of[name] = function (...given) {
      mark(begun);
      const result = method.apply(this, given);
      if (result instanceof Promise) result.then(end, end);
      else result.addEventListener('success', end);
      return result;
    };
  };
  watch(IDBFactory.prototype, 'open', 'opening', 'open');
  watch(IDBObjectStore.prototype, 'get', 'reading', 'read');
  watch(Cache.prototype, 'match', 'reading', 'read');
  watch(self, 'fetch', 'asking', 'asked');

  const { respondWith } = FetchEvent.prototype;
  FetchEvent.prototype.respondWith = function (response) {
    const end = () => mark('answered');
    Promise.resolve(response).then(end, end);
    respondWith.call(this, response);
  };
  addEventListener('fetch', () => mark('fetch'));
  addEventListener('message', (event) => {
    if (event.data !== 'marks') return;
    event.stopImmediatePropagation();
    event.ports[0].postMessage(marks);
    marks = [];
  });
  /** The script that follows has run. */
  Promise.resolve().then(() => mark('ran'));
})();
