#!/lab/node
// A daemon that accepts connections and does nothing else.
import { serve } from './serve.ts';

await serve();
// One that listens nowhere lives on as well.
setInterval(() => {}, 2 ** 30);
