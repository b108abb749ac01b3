// Package lottery models how long people waited when places were shared partly by lot and partly by waiting time. What it returns
// is a model, never a published figure; whoever shows it says so.
//
//  1. [Conditions] are N people who wait, C places a day, the share p of the places that is kept for those who have waited longest, and λ
//     people a day who join. The other places are drawn among all who ask; everybody asks every day.
//  2. [Solve] gives the waits of one person who asks then, with N people ahead, in closed form.
//  3. [Simulate] goes through the same queue day by day and person by person, from a seed, and handles what the closed form does not:
//     capacity and shares that change, people who do not ask every day.
//
// # The closed form
//
// The queue has N(t) = N + g·t people after t days, with g = λ − C. A person who has not been drawn yet is drawn with the
// hazard r/N(t) a day, r = (1−p)·C, whoever else is in the queue. Written in the stretched time y(t) = ∫ dt/N(t) = ln(1 + g·t/N)/g, the share
// still waiting is
//
//	S(t) = e^(−r·y(t))
//
// until nobody is left ahead, when the places kept for the longest waiting reach the person. The people ahead shrink by these places and by
// the draw: dB/dt = −p·C − r·B/N(t), B(0) = N, so that B = 0 at
//
//	Y = ln(λ/(p·C)) / (λ − p·C),   A = N·(e^(g·Y) − 1)/g.
//
// With λ = C (a steady queue) this is the textbook case: h = r/N, S(a) = e^(−h·a) up to A = ln(1/p)/h, mean N/C. With p = 0 nobody is sure to be
// reached while people keep coming: the wait has no upper end. With p = 1 it is a line: everybody waits A.
//
// The mean is ∫S dt = N·(e^((g−r)·Y) − 1)/(g−r), which has no value when p = 0 and λ ≥ 2·C.
package lottery
