/**
 * Strapi 5.54's `transfer --from` asks the server to begin a stage and listens for its data once the answer is read. On
 * a busy machine both arrive in one packet, ws hands them over in one go, and the data is lost: the command waits for
 * ever. Here ws hands over one message per turn of the event loop.
 */
const { Receiver } = require('ws');

Object.defineProperty(Receiver.prototype, '_allowSynchronousEvents', {
  get: () => false,
  set: () => undefined,
});
