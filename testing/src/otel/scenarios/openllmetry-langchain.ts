import * as callbackManagerModule from '@langchain/core/callbacks/manager';
import { LangChainInstrumentation } from '@traceloop/instrumentation-langchain';
import { askLangchain } from '../ask-langchain.ts';
import { THREAD } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry();
const instrumentation = new LangChainInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument({ callbackManagerModule });
await provider
  .getTracer('weather')
  .startActiveSpan(
    'answer',
    { attributes: { 'traceloop.association.properties.session_id': THREAD } },
    async (span) => {
      await askLangchain();
      span.end();
    },
  );
await provider.shutdown();
