/** Client cursor: `<epoch>.<pos>`. Another epoch means another life of the database: refetch everything. */
export interface Position {
  epoch: string;
  pos: number;
}

export const formatPosition = ({ epoch, pos }: Position): string => `${epoch}.${pos}`;

export const parsePosition = (text: string | undefined): Position | null => {
  const match = /^([a-z0-9]{1,32})\.(\d{1,15})$/.exec(text ?? '');
  return match ? { epoch: match[1] ?? '', pos: Number(match[2]) } : null;
};
