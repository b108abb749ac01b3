package views

import (
	"context"
	"math"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"citas/data"
)

// apiLottery is the answer of the model of the lottery.
type apiLottery struct {
	Level      data.Level     `json:"processing_level" enum:"modelled" doc:"none of these numbers was published"`
	Flag       string         `json:"flag" doc:"what must be said beside it"`
	Conditions apiConditions  `json:"conditions"`
	Mean       *float64       `json:"mean_days" doc:"null: no mean, as the queue grows too fast"`
	Median     *float64       `json:"median_days" doc:"half had a place within so many days; null: less than half ever had"`
	P90        *float64       `json:"p90_days" doc:"nine in ten had a place within so many days"`
	Longest    *float64       `json:"longest_days" doc:"null: nothing but luck ended a wait"`
	Days       float64        `json:"days" doc:"asked for"`
	Within     float64        `json:"within_days" doc:"share, from 0 to 1, of people with a place after so many days"`
	Curve      []apiCurve     `json:"curve" doc:"read at even steps, and where the wait ends"`
	Published  []apiPublished `json:"published" doc:"figures that the model can start from"`
	Edition    string         `json:"edition"`
	AsOf       string         `json:"as_of,omitempty" format:"date"`
	Page       string         `json:"page" doc:"the same for readers, with what the model leaves out"`
}

type apiConditions struct {
	Waiting       float64 `json:"waiting" doc:"people who waited"`
	PerDay        float64 `json:"per_day" doc:"places a day"`
	PriorityShare float64 `json:"priority_share" doc:"of the places, from 0 to 1, kept for those who had waited longest"`
	Arrivals      float64 `json:"arrivals" doc:"people who joined each day"`
}

type apiCurve struct {
	Days    float64 `json:"days" doc:"since a person asked"`
	Waiting float64 `json:"waiting" doc:"share, from 0 to 1, of people still waiting"`
}

type apiPublished struct {
	Parameter  string  `json:"parameter" enum:"waiting,per_day,priority_share,start"`
	Value      float64 `json:"value"`
	Day        string  `json:"day" format:"date" doc:"that the figure is of"`
	Said       string  `json:"said"`
	Confidence string  `json:"confidence"`
	Source     string  `json:"source_id"`
	Locator    string  `json:"locator" doc:"place in the source"`
	Release    string  `json:"release_id"`
}

type lotteryOutput struct{ Body apiLottery }

func (s *Server) apiLottery(ctx context.Context, _ *struct{}) (*lotteryOutput, error) {
	r := requestOf(ctx)
	q, err := r.readLottery()
	if err != nil {
		return nil, s.apiError(r, err)
	}
	a, err := q.answer(Words{})
	if err != nil {
		return nil, s.apiError(r, err)
	}
	x := a.Lines[0].Waits
	out := &lotteryOutput{Body: apiLottery{
		Level: data.Modelled, Flag: modelled.English(), Conditions: apiConditions{q.Waiting, q.PerDay, q.PriorityShare, q.Arrivals},
		Mean: known(x.Mean), Median: known(x.Median), P90: known(x.P90), Longest: known(x.Longest),
		Days: q.Days, Within: rounding(x.Within(q.Days), 4), Curve: []apiCurve{}, Published: []apiPublished{},
		Edition: r.Edition.ID(), AsOf: asOfDay(r.Edition), Page: s.config.BaseURL + q.Address(""),
	}}
	for _, d := range a.At {
		out.Body.Curve = append(out.Body.Curve, apiCurve{rounding(d, 1), rounding(x.Waiting(d), 4)})
	}
	for _, in := range q.inputs {
		out.Body.Published = append(out.Body.Published, apiPublished{in.Param, in.Value, data.CellText(in.Day), in.Said, in.Confidence, in.Source, in.Locator, in.Issue})
	}
	return out, nil
}

// known is a modelled number of days to a tenth; nil where it is infinite.
func known(days float64) *float64 {
	if math.IsInf(days, 0) {
		return nil
	}
	days = rounding(days, 1)
	return &days
}

// lotteryOperation describes the model.
func (s *Server) lotteryOperation(api huma.API, asOf *huma.Param) {
	op := huma.Operation{
		OperationID: "model-lottery", Method: http.MethodGet, Path: "/api/v1/lottery", Summary: "Model the waits of a lottery",
		Description: "MODELLED, not published: how long people waited when a part of the places was kept for those who had waited longest and the rest drawn by lot among all who asked. " +
			"A number that is not given is the published figure of the last weeks of the programme; people join as fast as there are places.",
		Responses: problems(api, 400, 404, 503),
	}
	for _, p := range lotteryParams {
		param := queryParam(p.name, p.label.English()+" ("+p.unit.English()+").", nil)
		least, most := p.least, p.most
		param.Schema = &huma.Schema{Type: huma.TypeNumber, Minimum: &least, Maximum: &most}
		if p.whole {
			param.Schema.Type = huma.TypeInteger
		}
		op.Parameters = append(op.Parameters, param)
	}
	op.Parameters = append(op.Parameters, asOf)
	huma.Register(api, op, s.apiLottery)
}
