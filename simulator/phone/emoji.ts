/** A short choice, in the order of a telephone's keyboard. */
export const QUICK_EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export const EMOJI = [
  ...'😀 😃 😄 😁 😆 😅 😂 🤣 😊 😇 🙂 😉 😍 🥰 😘 😋 😜 🤪 🤔 🤨 😐 😏 🙄 😬 😴 🤒 🥵 🥶 😎 🤓 😕 😮 😢 😭 😱 😡'.split(
    ' '
  ),
  ...'👍 👎 👌 ✌️ 🤞 🤙 👋 👏 🙌 🙏 💪 🤝 ❤️ 🧡 💛 💚 💙 💜 🖤 💔 💯 🔥 ✨ ⭐ 🎉 🎁 🎂 ☕ 🍵 🍰 🍕 🍎 🌹 🌳 🐱 🐶'.split(
    ' '
  ),
  ...'🚗 🚚 ✈️ 🏠 🏪 📦 📍 📅 ⏰ 📞 📷 🎵 💡 🔑 💶 🛒 ✅ ❌ ❓ ❗'.split(' '),
];
