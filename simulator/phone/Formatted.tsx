import { isFewEmoji } from '../../formats/few-emoji';
import { formatText, type Block, type Piece } from './format';

const render = (piece: Piece, key: number) => {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'link':
      return (
        <a key={key} href={piece.href} target="_blank" rel="noreferrer noopener">
          {piece.text}
        </a>
      );
    case 'mono':
      return (
        <span key={key} className="mono">
          {piece.text}
        </span>
      );
    case 'code':
      return <code key={key}>{piece.text}</code>;
    case 'bold':
      return <strong key={key}>{piece.pieces.map(render)}</strong>;
    case 'italic':
      return <em key={key}>{piece.pieces.map(render)}</em>;
    case 'strike':
      return <s key={key}>{piece.pieces.map(render)}</s>;
  }
};

const lines = (content: Piece[][]) =>
  content.map((line, index) => (
    <span key={index}>
      {index > 0 ? '\n' : ''}
      {line.map(render)}
    </span>
  ));

const items = (content: Piece[][]) =>
  content.map((line, index) => <li key={index}>{line.map(render)}</li>);

const blockOf = (block: Block, key: number) => {
  switch (block.kind) {
    case 'mono':
      return (
        <pre key={key} className="mono-block">
          {block.text}
        </pre>
      );
    case 'quote':
      return (
        <blockquote key={key} dir="auto">
          {lines(block.lines)}
        </blockquote>
      );
    case 'bullets':
      return (
        <ul key={key} dir="auto">
          {items(block.lines)}
        </ul>
      );
    case 'numbers':
      return (
        <ol key={key} dir="auto" start={block.start}>
          {items(block.lines)}
        </ol>
      );
    case 'lines':
      return (
        <p key={key} className="text" dir="auto">
          {lines(block.lines)}
        </p>
      );
  }
};

/** Message text with its formatting. */
export const Formatted = ({ text }: { text: string }) =>
  isFewEmoji(text) ? (
    <p className="text large-emoji">{text}</p>
  ) : (
    <>{formatText(text).map(blockOf)}</>
  );
