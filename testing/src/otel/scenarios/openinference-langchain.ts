import { LangChainInstrumentation } from '@arizeai/openinference-instrumentation-langchain';
import * as callbackManager from '@langchain/core/callbacks/manager';
import { askLangchain } from '../ask-langchain.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry();
new LangChainInstrumentation({ tracerProvider: provider }).manuallyInstrument(callbackManager);
await askLangchain();
await provider.shutdown();
