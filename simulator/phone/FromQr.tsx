import { useState } from 'react';
import { loadCodes } from './api';
import { useSay } from './settings';
import type { BusinessNumber, QrCode, StartProps } from './types';
import { useFresh } from './useFresh';
import { useLink } from './useLink';

/** No code yet: the call that makes one, for the first number. */
const NoCodes = ({ number }: { number: BusinessNumber | undefined }) => {
  const say = useSay();
  const call = [
    `POST /v25.0/${number?.id ?? ''}/message_qrdls`,
    '{',
    `  "prefilled_message": "${say('qrExample')}",`,
    '  "generate_qr_image": "SVG"',
    '}',
  ];
  return (
    <div className="stacked" data-testid="qr-none">
      <p className="quiet">{say('noCodes')}</p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <pre className="code-sample" tabIndex={0}>
        {call.join('\n')}
      </pre>
    </div>
  );
};

type CardProps = { qr: QrCode; number: BusinessNumber | undefined; onScan: () => void };

const Card = ({ qr, number, onScan }: CardProps) => {
  const say = useSay();
  return (
    <div className="qr-card">
      <img src={qr.picture} width={148} height={148} alt={`${say('qrCode')}: ${qr.text}`} />
      <b dir="auto">{number?.verifiedName}</b>
      <span className="sub" dir="auto">
        {qr.text}
      </span>
      <button type="button" className="primary" data-testid="qr-scan" onClick={onScan}>
        {say('scan')}
      </button>
    </div>
  );
};

/** Scans one of the codes that the business printed. */
export const FromQr = (props: StartProps & { open: boolean }) => {
  const { numbers, open } = props;
  const say = useSay();
  const [chosen, setChosen] = useState('');
  const { problem, follow } = useLink(props);
  const codes = useFresh(loadCodes, open, numbers);
  const qr = codes?.find(({ code }) => code === chosen) ?? codes?.[0];
  if (!codes) return <p className="quiet">{say('loading')}</p>;
  if (!qr) return <NoCodes number={numbers[0]} />;
  const numberOf = ({ phoneNumberId }: QrCode): BusinessNumber | undefined =>
    numbers.find(({ id }) => id === phoneNumberId);
  return (
    <div className="stacked">
      {codes.length > 1 ? (
        <select
          value={qr.code}
          aria-label={say('qrCode')}
          data-testid="qr-code"
          onChange={(event) => setChosen(event.target.value)}
        >
          {codes.map((one) => (
            <option key={one.code} value={one.code}>
              {one.text} · {numberOf(one)?.verifiedName}
            </option>
          ))}
        </select>
      ) : null}
      <Card qr={qr} number={numberOf(qr)} onScan={() => follow(qr.link)} />
      {problem ? (
        <p role="alert" className="problem">
          {problem}
        </p>
      ) : null}
    </div>
  );
};
