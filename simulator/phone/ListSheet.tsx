import { useState } from 'react';
import { listOf, objectOf, textOf } from './content';
import { useScene } from './scene';
import { useSay } from './settings';
import type { Bubble } from './types';

/** Rows of a list message: choose one, then send. */
export const ListSheet = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const scene = useScene();
  const [chosen, setChosen] = useState('');
  const send = (): void =>
    void scene.perform('choose', { wamid: bubble.wamid, rowId: chosen }).then((done) => {
      if (done) scene.close();
    });
  const action = objectOf(bubble.content['action']);
  return (
    <div className="list-sheet">
      {listOf(action['sections']).map((section, index) => (
        <fieldset key={index} className="list-section">
          <legend dir="auto">{textOf(section['title']) || textOf(action['button'])}</legend>
          {listOf(section['rows']).map((row) => {
            const id = textOf(row['id']);
            return (
              <label key={id} className="list-row" data-testid={`row-${id}`}>
                <span className="list-words">
                  <span dir="auto">{textOf(row['title'])}</span>
                  {textOf(row['description']) ? (
                    <span className="sub" dir="auto">
                      {textOf(row['description'])}
                    </span>
                  ) : null}
                </span>
                <input
                  type="radio"
                  name={`list-${bubble.wamid}`}
                  checked={chosen === id}
                  onChange={() => setChosen(id)}
                />
              </label>
            );
          })}
        </fieldset>
      ))}
      <button
        type="button"
        className="primary"
        disabled={chosen === ''}
        data-testid="list-send"
        onClick={send}
      >
        {say('send')}
      </button>
    </div>
  );
};

type Item = { id: string; price: number };

const itemsOf = (bubble: Bubble): Item[] => {
  const action = objectOf(bubble.content['action']);
  const parameters = objectOf(action['parameters']);
  const ids = [
    textOf(action['product_retailer_id']),
    textOf(parameters['thumbnail_product_retailer_id']),
    ...listOf(action['cards']).map((card) =>
      textOf(objectOf(card['action'])['product_retailer_id'])
    ),
    ...listOf(action['sections'])
      .flatMap((section) => listOf(section['product_items']))
      .map((item) => textOf(item['product_retailer_id'])),
  ].filter(Boolean);
  // A catalogue message names no item of its own.
  const named = ids.length > 0 ? ids : ['item-1', 'item-2'];
  return [...new Set(named)].map((id) => ({ id, price: 9.5 }));
};

/** Products of a catalogue message. There is no catalogue here: each item costs the same and is named by its id. */
export const OrderSheet = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const scene = useScene();
  const items = itemsOf(bubble);
  const [amounts, setAmounts] = useState<Readonly<Record<string, number>>>({});
  const wanted = items.filter((item) => (amounts[item.id] ?? 0) > 0);
  const send = (): void =>
    void scene
      .perform('raw', {
        type: 'order',
        node: {
          catalog_id: textOf(objectOf(bubble.content['action'])['catalog_id']) || '1',
          product_items: wanted.map((item) => ({
            product_retailer_id: item.id,
            quantity: amounts[item.id],
            item_price: item.price,
            currency: 'EUR',
          })),
        },
        quoted: bubble.wamid,
        phoneNumberId: bubble.phoneNumberId,
      })
      .then((done) => {
        if (done) scene.close();
      });
  return (
    <div className="list-sheet">
      {items.map((item) => (
        <div key={item.id} className="list-row">
          <span className="list-words">
            <span dir="auto">{item.id}</span>
            <span className="sub">{item.price.toFixed(2)} EUR</span>
          </span>
          <input
            type="number"
            aria-label={item.id}
            min={0}
            max={99}
            value={amounts[item.id] ?? 0}
            data-testid={`amount-${item.id}`}
            onChange={(event) =>
              setAmounts({ ...amounts, [item.id]: Math.max(0, Number(event.target.value)) })
            }
          />
        </div>
      ))}
      <button
        type="button"
        className="primary"
        disabled={wanted.length === 0}
        data-testid="order-send"
        onClick={send}
      >
        {say('send')}
      </button>
    </div>
  );
};
