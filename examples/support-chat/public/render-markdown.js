/** Code, bold and italics, in order of precedence. The first group of each pattern is the text inside. */
const MARKS = [
  { pattern: /`([^`\n]+)`/, tag: 'code' },
  { pattern: /\*\*(.+?)\*\*/, tag: 'strong' },
  { pattern: /(?<!\w)[_*](?!\s)([^_*\n]+?)(?<!\s)[_*](?!\w)/, tag: 'em' },
];
const LIST_ITEM = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)$/;

/** @param {string} text @returns {(Node | string)[]} */
function inline(text) {
  for (const { pattern, tag } of MARKS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const element = document.createElement(tag);
    if (tag === 'code') element.textContent = match[1];
    else element.append(...inline(match[1]));
    return [...inline(text.slice(0, match.index)), element, ...inline(text.slice(match.index + match[0].length))];
  }
  return text === '' ? [] : [text];
}

/**
 * Renders the Markdown subset of the assistant: paragraphs, lists, bold, italics and code. Creates nodes and never
 * parses HTML, so HTML in the text stays text.
 *
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function renderMarkdown(text) {
  /** @type {HTMLElement[]} */
  const blocks = [];
  /** @type {HTMLElement | undefined} */
  let open;
  for (const line of text.split('\n')) {
    const item = LIST_ITEM.exec(line);
    const tag = item === null ? 'P' : item[1] === undefined ? 'UL' : 'OL';
    if (line.trim() === '') {
      if (open?.tagName === 'P') open = undefined;
      continue;
    }
    if (open?.tagName !== tag) {
      open = document.createElement(tag);
      blocks.push(open);
    } else if (tag === 'P') open.append(document.createElement('br'));
    if (item === null) open.append(...inline(line));
    else {
      const element = document.createElement('li');
      element.append(...inline(item[2]));
      open.append(element);
    }
  }
  return blocks;
}
