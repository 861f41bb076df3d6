/** A refusal of the control API: says what to do differently. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
    this.name = 'ControlError';
  }
}
