/** `npm run openapi`: prints the OpenAPI document. Needs neither a server nor workerd. */
import { createApp } from './app.ts';
import { documentOf } from './document.ts';

console.log(JSON.stringify(documentOf(createApp()), null, 2));
