import DOMPurify from 'dompurify';
import { Marked, type Tokens } from 'marked';
import { isImageData } from '../media/is-image-data.ts';

const TAGS =
  'a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong table tbody td th thead tr ul'.split(' ');
const ATTRIBUTES = ['href', 'title', 'alt', 'src', 'start', 'align'];
const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i;
const REMOTE_IMAGE = /^https?:\/\//i;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes markup, so that the recorded text is shown as it is and no event handler reaches the HTML parser. */
function asText({ text, block }: Tokens.HTML | Tokens.Tag): string {
  const escaped = text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
  return block ? `<p>${escaped}</p>` : escaped;
}

const marked = new Marked({ gfm: true, breaks: true, renderer: { html: asText } });
const purifier = DOMPurify(window);

/** Makes a link open in a new tab, without a referrer. */
function setOutward(link: Element): void {
  link.setAttribute('rel', 'noopener noreferrer');
  link.setAttribute('target', '_blank');
}

/**
 * Returns a button that loads the image on click, because an image is a request to another server. An image that cannot
 * load becomes a link.
 */
function imageButton(image: Element): HTMLElement {
  const source = image.getAttribute('src') ?? '';
  const label = image.getAttribute('alt') || 'image';
  const isData = isImageData(source);
  if (!isData && !REMOTE_IMAGE.test(source)) {
    const text = document.createElement('span');
    text.textContent = label;
    return text;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'image';
  button.textContent = isData ? `Show ${label}` : `Show ${label} from ${new URL(source).host}`;
  button.addEventListener('click', () => {
    const shown = document.createElement('img');
    shown.alt = label;
    shown.referrerPolicy = 'no-referrer';
    shown.addEventListener('error', () => {
      if (isData) return;
      const link = document.createElement('a');
      link.href = source;
      link.textContent = label;
      setOutward(link);
      shown.replaceWith(link);
    });
    shown.src = source;
    button.replaceWith(shown);
  });
  return button;
}

/**
 * Renders markdown of unknown origin. Its own markup is shown as text, links lead to http(s) or mail only, and images
 * load on click. It works on pages whose Content Security Policy requires trusted types.
 */
export function renderMarkdown(text: string): DocumentFragment {
  const rendered = marked.parse(text, { async: false });
  const inert = purifier.sanitize(rendered, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
  for (const image of inert.querySelectorAll('img')) image.replaceWith(imageButton(image));
  for (const link of inert.querySelectorAll('a')) {
    if (SAFE_LINK.test(link.getAttribute('href') ?? '')) setOutward(link);
    else link.replaceWith(...link.childNodes);
  }
  return inert;
}
