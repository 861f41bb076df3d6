/** The part of `pg` (which ships no types) that the test databases use. */
declare module 'pg' {
  export class Client {
    constructor(config: {
      host: string;
      port: number;
      user: string;
      password: string;
      database: string;
    });
    connect(): Promise<void>;
    query(sql: string): Promise<unknown>;
    end(): Promise<void>;
  }
}
