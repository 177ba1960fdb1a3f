#!/lab/node
// A daemon that accepts connections and does nothing else.
import { serve } from './serve.ts';

await serve();
