const SOURCE = `(function () {
  'use strict';
  var me = document.currentScript;
  if (!me || !me.src || !me.getAttribute('data-form')) return;
  var slug = me.getAttribute('data-form');
  var mode = me.getAttribute('data-mode') || 'popup';
  var base = me.src.replace(/widget\\.js.*$/, '') + encodeURIComponent(slug);
  var lang = me.getAttribute('data-language') || document.documentElement.lang || navigator.language || 'en';
  lang = /^tr/i.test(lang) ? 'tr' : 'en';
  var address = base + '?lang=' + lang;
  var key = 'whatsapp-opt-in:' + slug;
  var MONTH = 30 * 24 * 3600 * 1000;

  var seen = function () {
    try { return Date.now() - Number(localStorage.getItem(key)) < MONTH; } catch (e) { return false; }
  };
  var remember = function () {
    try { localStorage.setItem(key, String(Date.now())); } catch (e) { /* private window: it may come again */ }
  };
  var el = function (name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (at) {
      if (attributes[at] !== null && attributes[at] !== undefined) made.setAttribute(at, attributes[at]);
    });
    (children || []).forEach(function (child) {
      if (child) made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return made;
  };
  var call = function (body) {
    return fetch(address, {
      method: body ? 'POST' : 'GET',
      headers: { Accept: 'application/json' },
      credentials: 'omit',
      body: body || undefined
    }).then(function (answer) {
      return answer.json().then(function (data) { return { ok: answer.ok, data: data }; });
    });
  };

  var CSS = ':host{all:initial;--ink:#212134;--soft:#5c5c77;--paper:#fff;--ground:#f6f6f9;--line:#c0c0cf;--edge:#8e8ea9;--good:#0b6b4f;--bad:#b72b1a;--ring:#4945ff}' +
    ':host([data-theme=dark]){color-scheme:dark;--ink:#f6f6f9;--soft:#c0c0cf;--paper:#212134;--ground:#181826;--line:#4a4a6a;--edge:#8e8ea9;--good:#5cb98f;--bad:#ee8277;--ring:#7b79ff}' +
    '*{box-sizing:border-box;font:15px/1.45 system-ui,sans-serif}' +
    '.box{background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:8px;padding:20px;width:100%;max-width:520px}' +
    '.float{position:fixed;right:16px;bottom:16px;z-index:2147483000;width:360px;max-width:calc(100vw - 32px);max-height:calc(100vh - 32px);overflow:auto;box-shadow:0 8px 32px rgba(0,0,0,.2)}' +
    '.over{bottom:84px;max-height:calc(100vh - 100px)}' +
    'h2{margin:0 40px 8px 0;font-size:19px;font-weight:700}p{margin:0 0 12px}small,.soft{color:var(--soft);font-size:13px}' +
    'label{display:block;font-weight:600;margin:0 0 4px}input,select{width:100%;height:44px;padding:8px 10px;margin:0 0 12px;border:1px solid var(--edge);border-radius:8px;background:var(--paper);color:var(--ink)}' +
    '.row{display:flex;gap:8px;align-items:flex-end}.row>*{flex:1;min-width:0}.agree{display:flex;gap:10px;font-weight:400;margin:0 0 12px}.agree input{flex:none;width:20px;height:20px;margin:2px 0 0}' +
    'button,a.go{display:block;width:100%;min-height:44px;padding:10px 16px;border:0;border-radius:8px;background:#0b6b4f;color:#fff;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}' +
    'button+p{margin-top:8px}.x{position:absolute;top:8px;right:8px;width:44px;background:none;color:var(--ink);font-size:20px}' +
    '.start{position:fixed;right:16px;bottom:16px;z-index:2147483000;width:auto;border-radius:24px;padding:10px 20px}' +
    'a.plain{display:block;margin:12px 0 0;color:var(--good);text-align:center}details a{color:var(--good)}details{margin:12px 0 0}summary{cursor:pointer}' +
    'fieldset{margin:0 0 12px;padding:8px 12px;border:1px solid var(--line);border-radius:8px}legend{padding:0 4px}' +
    '.bad{color:var(--bad);font-size:13px;margin:-8px 0 12px}.message{white-space:pre-line;background:var(--ground);border-radius:8px;padding:10px;overflow-wrap:anywhere}' +
    ':focus-visible{outline:3px solid var(--ring);outline-offset:2px}';

  var form = function (facts, root, extra) {
    var w = facts.words;
    var number = el('input', { id: 'n', name: 'number', type: 'tel', autocomplete: 'tel', maxlength: '120', required: '' });
    var country = el('select', { id: 'c', name: 'country', autocomplete: 'country' }, facts.countries.map(function (one) {
      return el('option', { value: one[0], selected: one[0] === facts.country ? '' : null }, [one[1] + ' +' + one[2]]);
    }));
    var agree = el('input', { name: 'agree', type: 'checkbox', value: 'on', required: '' });
    var boxes = (facts.purposes || []).map(function (one) {
      return el('input', { name: 'purpose', type: 'checkbox', value: one.value });
    });
    var name = el('input', { id: 'a', name: 'name', type: 'text', autocomplete: 'name', maxlength: '120' });
    var told = el('div', { role: 'alert' });
    var press = el('button', { type: 'submit' }, [w.press]);
    var own = el('form', { novalidate: '' }, [
      el('div', { 'class': 'row' }, [
        el('div', {}, [el('label', { 'for': 'c' }, [w.country]), country]),
        el('div', {}, [el('label', { 'for': 'n' }, [w.number]), number])
      ]),
      el('label', { 'for': 'a' }, [w.name]), name,
      el('label', { 'class': 'agree' }, [agree, el('span', {}, [facts.form.agree])]),
      boxes.length ? el('fieldset', {}, [el('legend', { 'class': 'soft' }, [w.data])].concat(boxes.map(function (one, at) {
        return el('label', { 'class': 'agree' }, [one, el('span', {}, [facts.purposes[at].label])]);
      }))) : null,
      told, press, el('p', { 'class': 'soft' }, [w.leave]),
      el('details', {}, [
        el('summary', {}, [w.notice]),
        el('p', { 'class': 'soft', style: 'white-space:pre-line' }, [facts.form.notice]),
        facts.form.noticeUrl ? el('a', { href: facts.form.noticeUrl, target: '_blank', rel: 'noopener noreferrer' }, [w.more]) : null
      ]),
      extra
    ]);
    var say = function (words, at) {
      told.replaceChildren();
      words.forEach(function (one) { told.appendChild(el('p', { 'class': 'bad' }, [one])); });
      if (at) { at.setAttribute('aria-invalid', 'true'); at.focus(); }
    };
    own.addEventListener('submit', function (event) {
      event.preventDefault();
      press.disabled = true;
      [number, agree].forEach(function (one) { one.removeAttribute('aria-invalid'); });
      var body = new URLSearchParams();
      body.set('number', number.value);
      body.set('country', country.value);
      body.set('name', name.value);
      if (agree.checked) body.set('agree', 'on');
      boxes.forEach(function (one) { if (one.checked) body.append('purpose', one.value); });
      body.set('version', String(facts.version));
      body.set('page', location.href);
      call(body).then(function (answer) {
        press.disabled = false;
        var wrong = answer.data.errors || {};
        if (!answer.ok) return say(
          answer.data.error ? [answer.data.error] : [wrong.number, wrong.agree].filter(Boolean),
          wrong.number ? number : wrong.agree ? agree : null
        );
        remember();
        var go = el('a', { 'class': 'go', href: answer.data.link, target: '_blank', rel: 'noopener noreferrer' }, [w.send]);
        own.replaceWith(el('div', {}, [
          el('p', { role: 'status' }, [w.finishHint]), el('p', { 'class': 'message' }, [answer.data.message]), go
        ]));
        go.focus();
      }).catch(function () { press.disabled = false; say([w.failed]); });
    });
    root.appendChild(el('h2', { id: 't' }, [facts.form.title]));
    root.appendChild(el('p', { 'class': 'soft' }, [facts.business]));
    root.appendChild(own);
    return number;
  };

  var theme = me.getAttribute('data-theme');
  var dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  var host = el('div', { 'data-whatsapp-opt-in': slug, 'data-theme': dark ? 'dark' : 'light' });
  var shadow = host.attachShadow({ mode: 'open' });
  var dress = function () {
    try {
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      shadow.adoptedStyleSheets = [sheet];
    } catch (e) { shadow.appendChild(el('style', {}, [CSS])); }
  };
  var panel = function (facts, close, extra, over) {
    var x = el('button', { 'class': 'x', type: 'button', 'aria-label': facts.words.close }, ['\\u2715']);
    x.addEventListener('click', close);
    var box = el('div', { 'class': 'box float' + (over ? ' over' : ''), role: 'dialog', 'aria-labelledby': 't' }, [x]);
    var first = form(facts, box, extra);
    shadow.appendChild(box);
    return { box: box, first: first };
  };
  var onEscape = function (act) {
    var heard = function (event) { if (event.key === 'Escape') act(); };
    document.addEventListener('keydown', heard);
    return function () { document.removeEventListener('keydown', heard); };
  };

  var inline = function (facts) {
    dress();
    me.insertAdjacentElement('afterend', host);
    var box = el('div', { 'class': 'box' });
    form(facts, box);
    shadow.appendChild(box);
  };
  var popup = function (facts) {
    if (seen()) return;
    remember();
    dress();
    document.body.appendChild(host);
    var quiet = function () {};
    var close = function () { quiet(); host.remove(); };
    quiet = onEscape(close);
    panel(facts, close);
  };
  var chat = function (facts) {
    dress();
    document.body.appendChild(host);
    var open = null;
    var quiet = function () {};
    var start = el('button', { 'class': 'start', type: 'button', 'aria-expanded': 'false' }, ['WhatsApp']);
    var close = function () {
      quiet();
      if (open) open.remove();
      open = null;
      start.setAttribute('aria-expanded', 'false');
      start.focus();
    };
    start.addEventListener('click', function () {
      if (open) return close();
      var plain = facts.chat ? el('a', { 'class': 'plain', href: facts.chat, target: '_blank', rel: 'noopener noreferrer' }, [facts.words.chat]) : null;
      var made = panel(facts, close, plain, true);
      open = made.box;
      quiet = onEscape(close);
      start.setAttribute('aria-expanded', 'true');
      made.first.focus();
    });
    shadow.appendChild(start);
  };

  var whenDue = function (act) {
    var path = me.getAttribute('data-path');
    if (path && location.pathname.indexOf(path) !== 0) return;
    var wait = Math.max(10, Number(me.getAttribute('data-delay')) || 0) * 1000;
    var share = Number(me.getAttribute('data-scroll')) || 0;
    setTimeout(function () {
      if (!share) return act();
      var look = function () {
        var page = document.documentElement;
        if ((page.scrollTop + page.clientHeight) * 100 < share * page.scrollHeight) return;
        removeEventListener('scroll', look);
        act();
      };
      addEventListener('scroll', look, { passive: true });
      look();
    }, wait);
  };
  var load = function (show) {
    call().then(function (answer) { if (answer.ok) show(answer.data); }).catch(function () { /* the page goes on without it */ });
  };
  var begin = function () {
    if (mode === 'popup') { if (!seen()) whenDue(function () { load(popup); }); }
    else load(mode === 'chat' ? chat : inline);
  };
  if (document.body) begin(); else addEventListener('DOMContentLoaded', begin);
})();
`;

/**
 * The script that a company puts on its own site (O-07, O-08, O-09). It runs in foreign pages: no cookies, no library, its
 * parts in a shadow tree, words only as text. `data-form` names the form; `data-mode` is `popup`, `inline` or `chat`, `data-theme`
 * `light`, `dark` or what the visitor's system asks for (`auto`).
 * A pop-up comes after 10 seconds at the earliest, once in 30 days, where `data-path` and `data-scroll` say, over nothing
 * that is being read, and goes by Esc or ✕.
 */
export const WIDGET = SOURCE.replace(/^ +/gm, '');
