import { formatText, type Piece } from './format';

const render = (piece: Piece, key: number) => {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'link':
      return (
        <a key={key} href={piece.text} target="_blank" rel="noreferrer noopener">
          {piece.text}
        </a>
      );
    case 'code':
    case 'mono':
      return <code key={key}>{piece.text}</code>;
    case 'bold':
      return <strong key={key}>{piece.pieces.map(render)}</strong>;
    case 'italic':
      return <em key={key}>{piece.pieces.map(render)}</em>;
    case 'strike':
      return <s key={key}>{piece.pieces.map(render)}</s>;
  }
};

/** Message text with its formatting. */
export const Formatted = ({ text }: { text: string }) => (
  <p className="text" dir="auto">
    {formatText(text).map(render)}
  </p>
);
