/**
 * The element with this id in the page.
 *
 * @template {Element} T
 * @param {string} id
 * @param {{ new (): T }} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} #${id}`);
}

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[N]}
 */
export function create(name, className = "", text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

/** Writes only what differs, so that focus and selection survive. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of `parent` show `items`, in their order, and keeps the element of an item that was there before.
 *
 * @template Item
 * @template {HTMLElement} E
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {{ key: (item: Item) => string, make: (item: Item) => E, update: (element: E, item: Item) => void }} kind
 */
export function showList(parent, items, { key, make, update }) {
  const kept = new Map([...parent.children].map((child) => [child.getAttribute("data-key"), child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    // The children were all made by `make`.
    const known = /** @type {E | undefined} */ (kept.get(key(item)));
    const element = known ?? make(item);
    element.setAttribute("data-key", key(item));
    kept.delete(key(item));
    update(element, item);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const gone of kept.values()) gone.remove();
}
