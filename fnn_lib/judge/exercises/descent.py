"""Exercises of the chapter on descent."""

EXERCISES = {
    "parabola-steps": {
        "asks": "The parameter after t steps, in θ, θ_min, α, λ and t",
        "letters": {
            "theta": {},
            "theta_min": {},
            "alpha": {"domain": "positive"},
            "lambda": {"domain": "positive"},
            "t": {"domain": "whole"},
        },
        "answer": "theta_min + (1 - alpha*lambda)^t*(theta - theta_min)",
        "hints": [
            "Look at the distance from θ_min, not at the parameter itself.",
            "One step multiplies the distance by 1 − α λ.",
            "After t steps the distance is (1 − α λ)^t times the first one. "
            "Add θ_min again.",
        ],
        "slips": {
            "that is the distance from the minimum": (
                "(1 - alpha*lambda)^t*(theta - theta_min)"
            ),
            "the whole parameter does not shrink, only the distance": (
                "(1 - alpha*lambda)^t*theta"
            ),
            "up the slope, not down": (
                "theta_min + (1 + alpha*lambda)^t*(theta - theta_min)"
            ),
            "t times the first step: the slope changes on the way": (
                "theta - t*alpha*lambda*(theta - theta_min)"
            ),
        },
    },
    "weight-decay-minimum": {
        "asks": "The parameter that costs least, in θ_min, λ and μ",
        "letters": {
            "theta_min": {},
            "lambda": {"domain": "positive"},
            "mu": {"domain": "positive"},
        },
        "answer": "lambda*theta_min/(lambda + mu)",
        "hints": [
            "At the minimum of the sum its slope is 0.",
            "The slope is λ (θ − θ_min) + μ θ.",
            "Collect θ: (λ + μ) θ = λ θ_min.",
        ],
        "slips": {
            "that is where the parabola alone is least": "theta_min",
            "λ and μ have changed places": "mu*theta_min/(lambda + mu)",
            "the two slopes have opposite signs": (
                "lambda*theta_min/(lambda - mu)"
            ),
        },
    },
}
