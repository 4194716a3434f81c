import OpenAI, { AzureOpenAI } from 'openai';
import OpenAI5, { AzureOpenAI as AzureOpenAI5 } from 'openai-5';
import OpenAI6, { AzureOpenAI as AzureOpenAI6 } from 'openai-6';

interface Major {
  major: string;
  Client: typeof OpenAI;
  Azure: typeof AzureOpenAI;
}

/** Supported major versions, which have the same API as far as the tests use it. */
export const majors = [
  { major: '5', Client: OpenAI5, Azure: AzureOpenAI5 },
  { major: '6', Client: OpenAI6, Azure: AzureOpenAI6 },
  { major: '7', Client: OpenAI, Azure: AzureOpenAI },
] as unknown as readonly Major[];
