import { chatStream } from './chat-stream.js';
import { session, signIn, signOut, vitrineToken } from './session.js';
import { TracePanel } from './trace-panel.js';
import { TurnView } from './turn-view.js';

const SUGGESTIONS = [
  'Where is my order 1042?',
  'I want a refund for order 1038',
  'I would like to return order 1017',
  'Where are my orders 1043 and 1044?',
  'How much is shipping to Canada?',
  'What is in order 1042?',
  'Where is order 1050?',
];
/** Maximum distance from the end of the conversation, in px, at which new content is scrolled into view. */
const FOLLOW_PX = 80;

/** @type {(id: string) => any} */
const find = (id) => document.getElementById(id);
const scroll = find('scroll');
const turns = find('turns');
const welcome = find('welcome');
const composer = find('composer');
const field = find('message');
const send = find('send');
const status = find('status');
const restart = find('restart');
const panel = new TracePanel();
const explain = panel.toggle.bind(panel);

let threadId = sessionStorage.getItem('thread') ?? newThread();
let busy = false;

function newThread() {
  const id = crypto.randomUUID();
  sessionStorage.setItem('thread', id);
  return id;
}

/** @param {string} question */
function addTurn(question) {
  welcome.hidden = true;
  restart.hidden = false;
  const turn = new TurnView(question);
  turns.append(turn.element);
  return turn;
}

function follows() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < FOLLOW_PX;
}

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

/** Keeps the end of a growing conversation in view, unless the customer has scrolled up. */
const growth = new ResizeObserver(() => {
  if (following) toEnd();
});
let following = true;
growth.observe(turns);
scroll.addEventListener('scroll', () => (following = follows()), { passive: true });

/** @param {boolean} value */
function setBusy(value) {
  busy = value;
  send.setAttribute('aria-disabled', String(value));
}

/** @param {string} message */
async function ask(message) {
  if (busy || message === '') return;
  setBusy(true);
  following = true;
  const turn = addTurn(message);
  const asked = threadId;
  let traceId;
  toEnd();
  status.textContent = 'The assistant is thinking.';
  try {
    for await (const event of chatStream(message, asked)) {
      if (event.type === 'start') traceId = event.trace_id;
      else if (event.type === 'text') turn.addText(event.text);
      else if (event.type === 'tool') turn.showTool(event);
      else if (event.type === 'error') turn.fail(event.message);
    }
  } catch (error) {
    turn.fail(error.message);
  }
  if (traceId !== undefined) turn.end(traceId, explain);
  status.textContent = turn.text;
  setBusy(false);
}

/** Restores the conversation of this tab after a reload. */
async function restore() {
  const response = await fetch(`/api/chat/${threadId}`).catch(() => undefined);
  if (!response?.ok) return;
  for (const { question, answer, trace_id, failure } of (await response.json()).turns) {
    const turn = addTurn(question);
    turn.addText(answer);
    if (failure !== undefined) turn.fail(failure);
    turn.end(trace_id, explain);
  }
  toEnd();
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  if (busy) return;
  const message = field.value.trim();
  field.value = '';
  void ask(message);
});
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
restart.addEventListener('click', () => {
  if (busy) return;
  panel.close();
  threadId = newThread();
  turns.replaceChildren();
  welcome.hidden = false;
  restart.hidden = true;
  field.focus();
});
find('suggestions').append(
  ...SUGGESTIONS.map((suggestion) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = suggestion;
    button.addEventListener('click', () => void ask(suggestion));
    const item = document.createElement('li');
    item.append(button);
    return item;
  }),
);

/** Shows the chat to who is signed in, or else who can sign in. */
async function start() {
  const { user, users } = await session();
  if (user === null) {
    find('sign-in').hidden = false;
    find('users').append(
      ...users.map(({ id, name, about }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = `${name}, ${about}`;
        button.addEventListener('click', () => void signIn(id).then(() => location.reload()));
        const item = document.createElement('li');
        item.append(button);
        return item;
      }),
    );
    return;
  }
  find('user').textContent = user.name;
  find('sign-out').hidden = false;
  find('sign-out').addEventListener('click', () => {
    sessionStorage.removeItem('thread');
    void signOut().then(() => location.reload());
  });
  find('traces').hidden = !user.isTeam;
  if (!user.isTeam) {
    await customElements.whenDefined('vitrine-provider');
    find('provider').tokenProvider = vitrineToken;
  }
  welcome.hidden = false;
  composer.hidden = false;
  await restore();
  field.focus();
}

await start();
