/** What stands beside the API in a bench, in one module for several services. */
export { fill, queue } from './driver.ts';
export { Bare, empty, empty as default, hono, openapi, read, tell, write } from './floors.ts';
