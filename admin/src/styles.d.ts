/** The bundler takes these in; they export nothing. */
declare module '*.css';
