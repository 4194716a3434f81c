export { createSupportChat, type SupportChat, type SupportChatOptions } from './create-support-chat.ts';
