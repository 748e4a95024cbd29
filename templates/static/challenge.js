/* Has a worker do the sum that a doubtful sign-up is asked for; whoever has no script answers the question instead. */

const asked = document.querySelector("[data-challenge]");

if (asked && window.Worker) {
  const form = asked.closest("form");
  const question = form.querySelector("[data-challenge-question]");
  const worker = new Worker(asked.dataset.worker);
  const say = (words) => { asked.querySelector("[data-challenge-says]").textContent = words; };
  question.hidden = true;
  say(asked.dataset.working);
  worker.onmessage = ({ data }) => {
    form.elements.proof.value = data;
    say(asked.dataset.done);
  };
  worker.onerror = () => { question.hidden = false; };
  worker.postMessage({ nonce: asked.dataset.challenge, bits: Number(asked.dataset.bits) });
}
